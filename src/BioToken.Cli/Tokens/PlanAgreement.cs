using BioToken.Npki;

namespace BioToken.Cli;

/// <summary>
/// Finds, before a PIN is asked for, what a given plan was not made for. The library compares everything again, object by object.
/// </summary>
internal static class PlanAgreement
{
    public static void Check(WritePlan plan, WriteOptions allowed, NpkiIdentity identity, BioTokenInfo token)
    {
        if (plan.TokenSerialNumber != token.SerialNumber)
            throw Differs("PlanOtherToken", Printable.Of(plan.TokenSerialNumber), Descriptions.Token(token));
        if (!IsSame(plan.NewCertificate, identity.Certificate))
            throw Differs("PlanOtherCertificate", identity.Certificate.SerialNumber);
        if (plan.Mode == WriteMode.EraseOldFirst && !allowed.AllowIrreversibleGap)
            throw Differs("PlanNeedsGap");
        if (!plan.IsPossible)
            throw NoRoom(plan);
    }

    /// <summary>Refuses a plan that adds what is on the token already.</summary>
    public static void CheckNotDone(WritePlan plan, NpkiIdentity identity, IEnumerable<TokenIdentity> onToken)
    {
        if (plan.OldCertificate is null && onToken.Any(known => IsSame(plan.NewCertificate, known.Certificate)))
            throw Differs("PlanAlreadyDone", identity.Certificate.SerialNumber);
    }

    /// <summary>The plan cannot be carried out: there is no room.</summary>
    public static CliException NoRoom(WritePlan plan)
        => CliException.Of(ExitCode.TokenFull, "NoRoom", Descriptions.Bytes(plan.BytesNeeded), Descriptions.Bytes(plan.BytesFree));

    private static bool IsSame(string? digest, NpkiCertificate certificate)
        => string.Equals(digest, OldCertificate.DigestOf(certificate), StringComparison.OrdinalIgnoreCase);

    private static CliException Differs(string key, params ReadOnlySpan<object?> arguments)
        => CliException.Of(ExitCode.PlanDiffers, key, arguments);
}
