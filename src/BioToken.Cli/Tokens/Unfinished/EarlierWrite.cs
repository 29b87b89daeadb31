using BioToken.Cli.Hosting;
using BioToken.Cli.Output;
using BioToken.Cli.Resources;
using BioToken.Writing;

namespace BioToken.Cli.Tokens.Unfinished;

/// <summary>
/// An interrupted copy or erasure that is settled before a command goes on. It lists every complete certificate that this erases, and asks
/// again if a login reveals another one.
/// </summary>
/// <param name="host">The services that commands share.</param>
/// <param name="output">The command's output.</param>
/// <param name="token">The token.</param>
/// <param name="unfinished">The interrupted write.</param>
internal sealed class EarlierWrite(CliHost host, CommandOutput output, IBioToken token, InterruptedWrite unfinished)
{
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);

    /// <summary>Reports the interruption and the certificates that settling it erases.</summary>
    public async Task ShowAsync(CancellationToken cancellationToken)
    {
        foreach (string line in InterruptedWriteText.Situation(unfinished))
            output.Note(line);
        await NameErasedAsync(cancellationToken);
    }

    /// <summary>Asks whether to settle it, unless the command line answers.</summary>
    public async Task ConfirmAsync(bool isConfirmed, CancellationToken cancellationToken)
    {
        if (!isConfirmed)
            await Question.ConfirmAsync(host.Terminal, Texts.Get("AskResume"), cancellationToken);
    }

    /// <summary>Lists further certificates that it erases, after the login, and asks about them.</summary>
    public async Task ConfirmHiddenAsync(bool isConfirmed, CancellationToken cancellationToken)
    {
        if (await NameErasedAsync(cancellationToken))
            await ConfirmAsync(isConfirmed, cancellationToken);
    }

    /// <summary>The lines with the erased certificates.</summary>
    public static IEnumerable<string> Erased(ResumePlan plan, TimeProvider time)
        => plan.ErasedCertificates.Select(certificate => Texts.Format("SettlingErases", Descriptions.Certificate(certificate, time)));

    private async Task<bool> NameErasedAsync(CancellationToken cancellationToken)
    {
        ResumePlan plan = await token.Recovery.PlanResumeAsync(unfinished, cancellationToken);
        bool isNew = false;
        foreach (string line in Erased(plan, host.Time).Where(_named.Add))
        {
            output.Note(line);
            isNew = true;
        }

        return isNew;
    }
}
