using System.CommandLine;

namespace BioToken.Cli;

/// <summary><c>plan</c>: what a copy would do, object by object. It asks nothing but secrets and changes nothing.</summary>
internal sealed class PlanCommand : CliCommand
{
    private readonly CopyOptions _options;

    public PlanCommand(CliHost host)
        : base(host, "plan", "CommandPlan") => _options = new CopyOptions(this, asks: false);

    protected override async Task RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        CopyRequest request = _options.Read(parse);
        await using CopySetting setting = await CopySetting.OpenAsync(Host, request, cancellationToken);
        UnfinishedWrite? unfinished = await setting.Token.GetUnfinishedAsync(cancellationToken);
        try
        {
            WritePlan plan = await PlanAsync(request, setting, unfinished, output, cancellationToken);
            output.Json(plan.ToJson());
        }
        catch (CliException e) when (unfinished is not null)
        {
            // What looks wrong may be what an earlier copy left.
            throw new StoppedException(e, setting.Connection.NextStep(unfinished));
        }
    }

    private async Task<WritePlan> PlanAsync(
        CopyRequest request, CopySetting setting, UnfinishedWrite? unfinished, CommandOutput output, CancellationToken cancellationToken)
    {
        IBioToken token = setting.Token;
        OldCertificate? named = OldCertificate.Of(request.Replace, plan: null);
        CopyPlan copy = CopyPlan.Make(setting.Identity, await token.GetIdentitiesAsync(cancellationToken), named);
        if (request.Pin.File is not null)
        {
            // What the token cannot take is said before a PIN and a finger are spent on it.
            if (copy.Hidden is null)
                await token.PlanAsync(copy.Old, setting.Identity, request.Allowed, cancellationToken);
            await Authentication.CheckPossibleAsync(token, request.Options, setting.Secrets, request.Pin, cancellationToken);
            await Authentication.RunAsync(token, setting.Secrets, request.Pin, output, cancellationToken);
            copy = CopyPlan.Make(setting.Identity, await token.GetIdentitiesAsync(cancellationToken), named);
        }

        // Nothing that is visible has that name: with the PIN it is not there, without it that is not known.
        if (copy.Hidden is { } hidden)
            throw CliException.Of(
                ExitCode.CertificateNotOnToken, request.Pin.File is null ? "OldCertificateHidden" : "NoCertificateOnToken", hidden.Text);

        WritePlan plan = await token.PlanAsync(copy.Old, setting.Identity, request.Allowed, cancellationToken);
        new CopyDialogue(Host, output).Show(copy, token.Info, setting.Identity);
        if (unfinished is not null)
        {
            output.Line(Texts.Format("ResumeFirst", setting.Connection.NextStep(unfinished)));
            foreach (string line in EarlierWrite.Erased(await token.PlanResumeAsync(unfinished, cancellationToken), Host.Time))
                output.Line(line);
        }

        PlanText.Show(plan, request.Allowed, output);
        return plan;
    }
}
