using BioToken.Cli.Errors;
using BioToken.Cli.Output;
using BioToken.Cli.Output.Text;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Tokens;
using BioToken.Writing;
using BioToken.Writing.Plans;

namespace BioToken.Cli.Tokens.Copying;

/// <summary>
/// Finds differences from a given plan before a PIN is requested. The library compares everything again, object by object.
/// </summary>
internal static class PlanAgreement
{
    public static void Check(WritePlan plan, WriteOptions allowed, NpkiIdentity identity, BioTokenInfo token)
    {
        if (plan.TokenSerialNumber != token.SerialNumber)
            throw Differs("PlanOtherToken", Printable.Of(plan.TokenSerialNumber), Descriptions.Token(token));
        if (!identity.Certificate.HasDigest(plan.NewCertificateHash))
            throw Differs("PlanOtherCertificate", identity.Certificate.SerialNumber);
        if (plan.Mode == WriteMode.EraseOldFirst && !allowed.AllowEraseBeforeWrite)
            throw Differs("PlanNeedsGap");
        if (!plan.IsPossible)
            throw Impossible(plan);
    }

    /// <summary>Rejects a plan that adds a certificate already on the token.</summary>
    public static void CheckNotDone(WritePlan plan, NpkiIdentity identity, IEnumerable<TokenIdentity> onToken)
    {
        if (plan.OldCertificateHash is null && onToken.Any(known => known.Certificate.HasDigest(plan.NewCertificateHash)))
            throw Differs("PlanAlreadyDone", identity.Certificate.SerialNumber);
    }

    /// <summary>Rejects a plan for a token that has changed since.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="now">The same without a login now.</param>
    public static void CheckVisible(WritePlan plan, WritePlan now)
    {
        if (!plan.MayBeSameAs(now))
            throw Differs("PlanOvertaken");
    }

    /// <summary>Makes the error of an impossible plan: the certificate may not be written, or the space is insufficient.</summary>
    public static CliException Impossible(WritePlan plan)
        => Rejection(plan)
            ?? CliException.Of(ExitCode.TokenFull, "NoSpace", Descriptions.Bytes(plan.BytesNeeded), Descriptions.Bytes(plan.BytesFree));

    /// <summary>Why the certificate of a plan may not be written; null if it may.</summary>
    public static CliException? Rejection(WritePlan plan)
        => plan.Rejections is [var first, ..] ? new CliException(ExitCodes.Of(first.Rejection), CommandWords.Of(first.Message)) : null;

    private static CliException Differs(string key, params ReadOnlySpan<object?> arguments)
        => CliException.Of(ExitCode.PlanMismatch, key, arguments);
}
