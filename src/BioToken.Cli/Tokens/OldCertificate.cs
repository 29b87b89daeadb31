using BioToken.Cli.Errors;
using BioToken.Identities;
using BioToken.Writing.Plans;

namespace BioToken.Cli.Tokens;

/// <summary>
/// Names the certificate on a token that is to be erased: by its serial number, as a person does, by its digest, as a plan does, or by
/// both.
/// </summary>
/// <param name="SerialNumber">The serial number; null if a person named none.</param>
/// <param name="Digest">SHA-256 of the certificate in hexadecimal; null if there is no plan.</param>
internal sealed record OldCertificate(string? SerialNumber, string? Digest)
{
    /// <summary>The name in words.</summary>
    public string Text => SerialNumber ?? $"SHA-256 {Digest![..16]}…";

    /// <summary>Reads the typed serial number and the plan's; null if nothing is erased.</summary>
    public static OldCertificate? Of(string? replace, WritePlan? plan)
    {
        if (plan is null)
            return replace is null ? null : new OldCertificate(replace, Digest: null);
        if (plan.OldCertificateHash is null && replace is not null)
            throw CliException.Usage("ReplaceDiffers", replace);
        return plan.OldCertificateHash is { } digest ? new OldCertificate(replace, digest) : null;
    }

    /// <summary>Finds it among the visible certificates.</summary>
    /// <exception cref="CliException">It is not there, or serial number and digest name two different ones.</exception>
    public TokenIdentity Require(IReadOnlyList<TokenIdentity> identities)
    {
        TokenIdentity? typed = SerialNumber is null ? null : TokenCertificates.Require(identities, SerialNumber);
        if (Digest is null)
            return typed!;
        TokenIdentity? planned = identities.FirstOrDefault(identity => identity.Certificate.HasDigest(Digest));
        if (typed is not null && typed != planned)
            throw CliException.Usage("ReplaceDiffers", SerialNumber);
        return planned ?? throw CliException.Of(ExitCode.PlanMismatch, "PlanOldMissing", Text);
    }
}
