using System.CommandLine;
using BioToken.Cli.Errors;
using BioToken.Cli.Hosting;
using BioToken.Cli.Options;
using BioToken.Cli.Output;
using BioToken.Cli.Resources;
using BioToken.Cli.Tokens;
using BioToken.Cli.Tokens.Copying;
using BioToken.Cli.Tokens.Unfinished;
using BioToken.Errors;
using BioToken.Writing;
using BioToken.Writing.Plans;

namespace BioToken.Cli.Commands.Certificates;

/// <summary><c>plan</c>: shows a copy's changes, object by object. It asks only for secrets and changes nothing.</summary>
internal sealed class PlanCommand : CliCommand
{
    private readonly CopyOptions _options;

    public PlanCommand(CliHost host)
        : base(host, "plan", "CommandPlan") => _options = new CopyOptions(this, asks: false);

    protected override async Task RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        CopyRequest request = _options.Read(parse);
        await using CopySetting setting = await CopySetting.OpenAsync(Host, request, refuses: false, cancellationToken);
        InterruptedWrite? unfinished = await setting.Token.Recovery.GetInterruptedWriteAsync(cancellationToken);
        try
        {
            WritePlan plan = await PlanAsync(request, setting, unfinished, output, cancellationToken);
            output.Json(CommandWords.Of(plan).ToJson());
        }
        catch (CliException e) when (unfinished is not null)
        {
            // An apparent problem may come from an interrupted copy.
            throw new StoppedException(e, setting.Connection.NextStep(unfinished));
        }
    }

    private async Task<WritePlan> PlanAsync(
        CopyRequest request, CopySetting setting, InterruptedWrite? unfinished, CommandOutput output, CancellationToken cancellationToken)
    {
        IBioToken token = setting.Token;
        OldCertificate? named = OldCertificate.Of(request.Replace, plan: null);
        CopyPlan copy = CopyPlan.Make(setting.Identity, await token.GetIdentitiesAsync(cancellationToken), named, refuses: false);
        if (request.Access.Pin.File is not null && !await IsRefusedAsync(copy, request, setting, cancellationToken))
        {
            TokenLogin login = new(token, request.Access, setting.Secrets, output);
            await login.CheckPossibleAsync(cancellationToken);
            await login.RunAsync(cancellationToken);
            copy = CopyPlan.Make(setting.Identity, await token.GetIdentitiesAsync(cancellationToken), named, refuses: false);
        }

        // Nothing that is visible has that name: with the PIN it is not there, without it that is not known.
        if (copy.Hidden is { } hidden)
            throw CliException.Of(
                ExitCode.CertificateNotOnToken,
                request.Access.Pin.File is null ? "OldCertificateHidden" : "NoCertificateOnToken",
                hidden.Text);

        WritePlan plan = await copy.MakePlanAsync(token, setting.Identity, request.Allowed, cancellationToken);
        new CopyDialogue(Host, output).Show(copy, token.Info, setting.Identity);
        if (unfinished is not null)
        {
            output.Line(Texts.Format("ResumeFirst", setting.Connection.NextStep(unfinished)));
            foreach (string line in EarlierWrite.Erased(await token.Recovery.PlanResumeAsync(unfinished, cancellationToken), Host.Time))
                output.Line(line);
        }

        PlanText.Show(plan, request.Allowed, output);
        return plan;
    }

    /// <summary>Whether the token cannot hold the certificate in any case: then no PIN and no finger are requested.</summary>
    private static async Task<bool> IsRefusedAsync(
        CopyPlan copy, CopyRequest request, CopySetting setting, CancellationToken cancellationToken)
    {
        if (copy.Hidden is not null)
            return false;
        WritePlan visible = await copy.MakePlanAsync(setting.Token, setting.Identity, request.Allowed, cancellationToken);
        // R of the old key is visible only after a login.
        return visible.Rejections.Any(rejection => rejection.Rejection != CertificateRejection.RandomValueMissing);
    }
}
