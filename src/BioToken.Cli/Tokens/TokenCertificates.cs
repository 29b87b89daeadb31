using BioToken.Cli.Errors;
using BioToken.Identities;

namespace BioToken.Cli.Tokens;

/// <summary>Finds certificates among those on a token.</summary>
internal static class TokenCertificates
{
    public static TokenIdentity? Find(IReadOnlyList<TokenIdentity> identities, string serial)
    {
        TokenIdentity[] found = [.. identities.Where(identity => SerialNumber.AreEqual(identity.SerialNumber, serial))];
        return found.Length <= 1 ? found.FirstOrDefault() : throw CliException.Of(ExitCode.SeveralCertificates, "SerialAmbiguous", serial);
    }

    public static TokenIdentity Require(IReadOnlyList<TokenIdentity> identities, string serial)
    {
        if (Find(identities, serial) is { } found)
            return found;
        if (identities.Count == 0)
            throw CliException.Of(ExitCode.CertificateNotOnToken, "NoCertificateOnToken", serial);
        TokenIdentity? partner = identities.FirstOrDefault(
            identity => identity.KeyManagementCertificate is { } km && SerialNumber.AreEqual(km.SerialNumber, serial));
        throw partner is null
            ? CliException.Of(ExitCode.CertificateNotOnToken, "SerialNotOnToken", serial, Serials(identities))
            : CliException.Of(ExitCode.CertificateRole, "SerialOfKeyManagement", serial, partner.SerialNumber);
    }

    public static string Serials(IEnumerable<TokenIdentity> identities)
        => string.Join(", ", identities.Select(identity => identity.SerialNumber));
}
