using BioToken.Cli.Errors;
using BioToken.Cli.Output;
using BioToken.Cli.Resources;
using BioToken.Cli.Secrets;
using BioToken.Identities;

namespace BioToken.Cli.Tokens;

/// <summary>The certificate whose key signs.</summary>
/// <param name="token">The token.</param>
/// <param name="serial">Serial number that a person named; null for the only certificate.</param>
/// <param name="time">The clock.</param>
internal sealed class SigningCertificate(IBioToken token, string? serial, TimeProvider time)
{
    /// <summary>
    /// Rejects a certificate that cannot sign before a PIN is requested, and warns of one that sites will reject. Some tokens show their
    /// certificates only after a login: then a certificate must be specified, or the PIN comes from a file.
    /// </summary>
    public async Task CheckAsync(SecretSource pin, CommandOutput output, CancellationToken cancellationToken)
    {
        IReadOnlyList<TokenIdentity> visible = await token.GetIdentitiesAsync(cancellationToken);
        if (visible.Count == 0)
        {
            if (serial is null && pin.File is null)
                throw new CliException(ExitCode.NoSigningKey, Texts.Get("NoSigningKey")) { Hint = Texts.Get("CertificateMayBeHidden") };
            return;
        }

        TokenIdentity[] signers = serial is null
            ? [.. visible.Where(identity => identity.Certificate.IsForSigning && HasVisibleKey(identity))]
            : [RequireSigner(TokenCertificates.Require(visible, serial))];
        if (signers.Length > 1)
            throw CliException.Of(ExitCode.SeveralCertificates, "SeveralKeys", TokenCertificates.Serials(signers));
        if (signers is [{ Certificate: var only }] && only.NotAfter < time.GetUtcNow())
            output.Warning(Texts.Format("SigningExpired", only.SerialNumber, only.NotAfter));
    }

    /// <summary>The certificate after the login; null if the only key has none.</summary>
    public async Task<TokenIdentity?> ChooseAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<TokenIdentity> identities = await token.GetIdentitiesAsync(cancellationToken);
        if (serial is not null)
        {
            TokenIdentity named = RequireSigner(TokenCertificates.Require(identities, serial));
            return named.HasPrivateKey ? named : throw CliException.Of(ExitCode.NoSigningKey, "NoPrivateKey", named.SerialNumber);
        }

        return identities.Where(identity => identity.HasPrivateKey).ToArray() switch
        {
            [] => null,
            [{ } only] => only,
            { } several => throw CliException.Of(ExitCode.SeveralCertificates, "SeveralKeys", TokenCertificates.Serials(several)),
        };
    }

    private static TokenIdentity RequireSigner(TokenIdentity identity) => identity.Certificate.IsForSigning
        ? identity
        : throw CliException.Of(ExitCode.CertificateRole, "CertificateDoesNotSign", identity.SerialNumber);

    // Private keys are hidden before the login; a public key beside the certificate shows that there is a pair.
    private static bool HasVisibleKey(TokenIdentity identity) => identity.ObjectCount > (identity.KeyManagementCertificate is null ? 1 : 2);
}
