using BioToken.Npki;

namespace BioToken.Cli;

/// <summary>What a copy tells and asks a person.</summary>
internal sealed class CopyDialogue(CliHost host, CommandOutput output)
{
    private const int MaxChoices = 7;

    public void Show(CopyPlan plan, BioTokenInfo token, NpkiIdentity identity)
    {
        output.Note(Texts.Format("PlanToken", Descriptions.Token(token)));
        output.Note(Texts.Format("PlanWrite", Descriptions.Certificate(identity.Certificate, host.Time)));
        if (identity.KeyManagementCertificate is { } km)
            output.Note(Texts.Format("PlanKeyManagement", km.SerialNumber));
        output.Note(Texts.Format("PlanFrom", Printable.Of(identity.SourceFolder ?? "")));
        output.Note(plan switch
        {
            { HiddenSerial: { } serial } => Texts.Format("PlanEraseHidden", serial),
            { Old: { } old } => Texts.Format("PlanErase", Descriptions.Certificate(old.Certificate, host.Time)),
            _ => Texts.Get("PlanEraseNothing"),
        });
        if (plan is { Old: null, HiddenSerial: null })
        {
            foreach (TokenIdentity other in plan.SameHolder)
                output.Note(Texts.Format("PlanSameHolder", Descriptions.Certificate(other.Certificate, host.Time), other.SerialNumber));
        }
    }

    /// <summary>Asks, and returns the plan that the person chose.</summary>
    public async Task<CopyPlan> ConfirmAsync(CopyPlan plan, CancellationToken cancellationToken)
    {
        if (plan is { Old: null, HiddenSerial: null, SameHolder.Count: > 0 })
            return await ChooseAsync(plan, cancellationToken);
        await Question.ConfirmAsync(host.Terminal, Texts.Get(plan.IsSame ? "AskReplaceSame" : "AskCopy"), cancellationToken);
        return plan;
    }

    public void ShowResult(CopyPlan plan, BioTokenInfo token, TokenIdentity written)
    {
        output.Line(Texts.Format("Copied", written.SerialNumber));
        if (plan is { Old: { } erased, IsSame: false })
            output.Line(Texts.Format("Erased", erased.SerialNumber));
        bool asksForFinger = token.AuthenticationSteps.Contains(AuthenticationStep.Fingerprint);
        output.Line(Texts.Get(asksForFinger ? "FilePasswordUnusedPinAndFinger" : "FilePasswordUnusedPin"));
        output.Json(
            new ChangeDocument(
                TokenName.Of(token),
                CertificateDetails.Of(written.Certificate),
                plan.Old is { } old ? CertificateDetails.Of(old.Certificate) : null),
            JsonOutput.Types.ChangeDocument);
    }

    private async Task<CopyPlan> ChooseAsync(CopyPlan plan, CancellationToken cancellationToken)
    {
        TokenIdentity[] replaceable = [.. plan.SameHolder.Take(MaxChoices)];
        string[] answers =
        [
            .. replaceable.Select(identity => Texts.Format("ChoiceReplace", identity.SerialNumber)),
            Texts.Get("ChoiceKeep"),
            Texts.Get("ChoiceCancel"),
        ];
        int chosen = await Question.ChooseAsync(host.Terminal, Texts.Get("AskChoice"), answers, cancellationToken);
        if (chosen == answers.Length - 1)
            throw CliException.Of(ExitCode.Declined, "Declined");
        return chosen < replaceable.Length ? plan.Replacing(replaceable[chosen]) : plan;
    }
}
