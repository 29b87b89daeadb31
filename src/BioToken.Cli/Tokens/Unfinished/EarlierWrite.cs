using BioToken.Cli.Hosting;
using BioToken.Cli.Output;
using BioToken.Cli.Resources;
using BioToken.Writing;

namespace BioToken.Cli.Tokens.Unfinished;

/// <summary>
/// An interrupted copy or erasure that is settled before a command goes on. It names every complete certificate that this erases, and asks
/// again where a login shows one that was not named before it.
/// </summary>
/// <param name="host">What commands share.</param>
/// <param name="output">What the command says.</param>
/// <param name="token">The token.</param>
/// <param name="unfinished">What was interrupted.</param>
internal sealed class EarlierWrite(CliHost host, CommandOutput output, IBioToken token, InterruptedWrite unfinished)
{
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);

    /// <summary>Says what happened and what settling it will erase.</summary>
    public async Task ShowAsync(CancellationToken cancellationToken)
    {
        foreach (string line in InterruptedWriteText.Situation(unfinished))
            output.Note(line);
        await NameErasedAsync(cancellationToken);
    }

    /// <summary>Asks whether to do it, unless that was answered on the command line.</summary>
    public async Task ConfirmAsync(bool isConfirmed, CancellationToken cancellationToken)
    {
        if (!isConfirmed)
            await Question.ConfirmAsync(host.Terminal, Texts.Get("AskResume"), cancellationToken);
    }

    /// <summary>Says, logged in, what else it will erase, and asks about that.</summary>
    public async Task ConfirmHiddenAsync(bool isConfirmed, CancellationToken cancellationToken)
    {
        if (await NameErasedAsync(cancellationToken))
            await ConfirmAsync(isConfirmed, cancellationToken);
    }

    /// <summary>The lines that name what is erased.</summary>
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
