using BioToken.Authentication;
using BioToken.Cli.Errors;
using BioToken.Cli.Hosting;
using BioToken.Cli.Output;
using BioToken.Cli.Output.Documents.Certificates;
using BioToken.Cli.Output.Documents.Tokens;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Tokens;
using BioToken.Writing;

namespace BioToken.Cli.Tokens.Copying;

/// <summary>The messages and questions of a copy.</summary>
internal sealed class CopyDialogue(CliHost host, CommandOutput output)
{
    public void Show(CopyPlan plan, BioTokenInfo token, NpkiIdentity identity)
    {
        output.Note(Texts.Format("PlanToken", Descriptions.Token(token)));
        output.Note(Texts.Format("PlanWrite", Descriptions.Certificate(identity.Certificate, host.Time)));
        if (identity.KeyManagementCertificate is { } km)
            output.Note(Texts.Format("PlanKeyManagement", km.SerialNumber));
        if (identity.LacksRandomValue)
            output.Note(Texts.Get(identity.HasUnusableRandomValue ? "PlanRandomValueUnusable" : "PlanRandomValueMissing"));
        if (identity.Certificate.IsIdentifyDataUnreadable)
            output.Note(Texts.Get("PlanIdentifyDataUnreadable"));
        output.Note(Texts.Format("PlanFrom", Printable.Of(identity.SourceFolder ?? "")));
        output.Note(plan switch
        {
            { Hidden: { } hidden } => Texts.Format("PlanEraseHidden", hidden.Text),
            { Old: { } old } => Texts.Format("PlanErase", Descriptions.Certificate(old.Certificate, host.Time)),
            _ => Texts.Get("PlanEraseNothing"),
        });
        if (plan is { Old: null, Hidden: null })
        {
            foreach (TokenIdentity other in plan.SameHolder)
                output.Note(Texts.Format("PlanSameHolder", Descriptions.Certificate(other.Certificate, host.Time), other.SerialNumber));
        }
    }

    /// <summary>Warns that the old certificate is erased first, and of the consequences.</summary>
    public void ShowGap(CopyPlan plan, NpkiIdentity identity, string nextStep)
    {
        output.Note(Texts.Get("GapWarning"));
        if (plan.Old is { } old)
            output.Note(Texts.Format("GapErasedFirst", Descriptions.Certificate(old.Certificate, host.Time)));
        output.Note(Texts.Get("GapConsequence"));
        output.Note(Texts.Format("GapFolder", Printable.Of(identity.SourceFolder ?? "")));
        output.Note(Texts.Format("GapResume", nextStep));
    }

    /// <summary>Asks whether to continue.</summary>
    public Task ConfirmAsync(CopyPlan plan, bool erasesFirst, CancellationToken cancellationToken)
    {
        string question = erasesFirst ? "AskGap" : plan.IsSame ? "AskReplaceSame" : "AskCopy";
        return Question.ConfirmAsync(host.Terminal, Texts.Get(question), cancellationToken);
    }

    /// <summary>Reports the token's contents.</summary>
    /// <param name="plan">The plan; null for an earlier copy that was only finished.</param>
    /// <param name="token">The token.</param>
    /// <param name="written">The certificate that was copied.</param>
    /// <param name="verified">How its keys were verified by this command.</param>
    public void ShowResult(CopyPlan? plan, BioTokenInfo token, TokenIdentity written, IReadOnlyList<VerifiedKey> verified)
    {
        bool IsWritten(VerifiedKey key) => key.Certificate.IsSameAs(written.Certificate);
        bool isSigned = verified.Any(key => key.By == KeyVerification.Signature && IsWritten(key));
        output.Line(Texts.Format(isSigned ? "Copied" : "CopiedEarlier", written.SerialNumber));
        foreach (VerifiedKey other in verified.Where(key => !IsWritten(key)))
            output.Line(other.Text);
        if (plan is { Old: { } erased, IsSame: false })
            output.Line(Texts.Format("Erased", erased.SerialNumber));
        bool asksForFinger = token.AuthenticationSteps.Contains(AuthenticationStep.Fingerprint);
        output.Line(Texts.Get(asksForFinger ? "FilePasswordUnusedPinAndFinger" : "FilePasswordUnusedPin"));
        output.Json(
            new ChangeDocument(
                TokenName.Of(token),
                CertificateDetails.Of(written.Certificate),
                plan?.Old is { } old ? CertificateDetails.Of(old.Certificate) : null,
                VerifiedDetails.Of(verified)),
            JsonOutput.Types.ChangeDocument);
    }

    /// <summary>Asks which certificate of the same holder to replace, if any, and returns the plan that the person chose.</summary>
    public async Task<CopyPlan> ChooseAsync(CopyPlan plan, CancellationToken cancellationToken)
    {
        TokenIdentity[] replaceable = [.. plan.SameHolder];
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
