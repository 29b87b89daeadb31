namespace BioToken.Cli;

/// <summary>Finds certificates among those on a token.</summary>
internal static class TokenCertificates
{
    public static TokenIdentity? Find(IReadOnlyList<TokenIdentity> identities, string serial)
    {
        TokenIdentity[] found = [.. identities.Where(identity => SerialNumber.AreEqual(identity.SerialNumber, serial))];
        return found.Length <= 1 ? found.FirstOrDefault() : throw CliException.Of(ExitCode.SeveralCertificates, "SerialAmbiguous", serial);
    }

    public static TokenIdentity Require(IReadOnlyList<TokenIdentity> identities, string serial)
        => Find(identities, serial) ?? throw (identities.Count == 0
            ? CliException.Of(ExitCode.CertificateNotOnToken, "NoCertificateOnToken", serial)
            : CliException.Of(ExitCode.CertificateNotOnToken, "SerialNotOnToken", serial, Serials(identities)));

    public static string Serials(IEnumerable<TokenIdentity> identities)
        => string.Join(", ", identities.Select(identity => identity.SerialNumber));
}
