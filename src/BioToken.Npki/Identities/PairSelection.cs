using BioToken.Npki.Errors;

namespace BioToken.Npki.Identities;

/// <summary>Chooses one person's pairs among those of a PKCS#12 file, by <see cref="CertificateRoles"/>.</summary>
internal static class PairSelection
{
    /// <exception cref="NpkiException">There is no signature pair, or the pairs are ambiguous.</exception>
    public static (NpkiKeyPair Signing, NpkiKeyPair? KeyManagement) Choose(List<NpkiKeyPair> pairs, string? serialNumber)
    {
        // A file may hold the same pair twice, as a chain and as an entry of its own.
        pairs = [.. pairs.DistinctBy(pair => Convert.ToHexString(pair.Certificate.Der.Span), StringComparer.Ordinal)];
        List<NpkiKeyPair> signers = pairs.FindAll(pair => pair.Certificate.IsForSigning);
        if (signers.Count == 0)
            throw NpkiException.Pkcs12WithoutIdentity();
        NpkiKeyPair signing = serialNumber is null
            ? Only(signers) ?? throw NpkiException.Pkcs12Ambiguous(signers.Select(pair => pair.Certificate.SerialNumber))
            : Named(signers, serialNumber);
        return (signing, PartnerOf(signing, pairs));
    }

    // A stated use precedes an unrestricted one, and a VID precedes none: only a signature certificate has it.
    private static NpkiKeyPair? Only(List<NpkiKeyPair> signers)
    {
        List<NpkiKeyPair> stated = signers.FindAll(pair => pair.Certificate.StatesKeyUsage);
        List<NpkiKeyPair> candidates = stated.Count > 0 ? stated : signers;
        if (candidates.Count == 1)
            return candidates[0];
        if (!candidates.TrueForAll(pair => CertificateRoles.BelongTogether(pair.Certificate, candidates[0].Certificate)))
            return null;
        List<NpkiKeyPair> identified = candidates.FindAll(pair => pair.Certificate.VirtualIdentifier is not null);
        List<NpkiKeyPair> signOnly = candidates.FindAll(pair => !pair.Certificate.IsForKeyManagement);
        NpkiKeyPair? chosen = signOnly.Count == 1 ? signOnly[0] : identified.Count == 1 ? identified[0] : null;
        return chosen is not null && candidates.TrueForAll(pair => pair == chosen || pair.Certificate.IsForKeyManagement) ? chosen : null;
    }

    private static NpkiKeyPair Named(List<NpkiKeyPair> signers, string serialNumber)
    {
        List<NpkiKeyPair> named = signers.FindAll(pair => Digits(pair.Certificate.SerialNumber) == Digits(serialNumber));
        return named.Count switch
        {
            0 => throw NpkiException.Pkcs12WithoutSerialNumber(serialNumber, signers.Select(pair => pair.Certificate.SerialNumber)),
            1 => named[0],
            _ => throw NpkiException.Pkcs12Ambiguous(named.Select(pair => pair.Certificate.SerialNumber)),
        };
    }

    private static string Digits(string serialNumber)
        => serialNumber.Replace(":", "", StringComparison.Ordinal)
            .Replace(" ", "", StringComparison.Ordinal)
            .TrimStart('0')
            .ToUpperInvariant();

    private static NpkiKeyPair? PartnerOf(NpkiKeyPair signing, List<NpkiKeyPair> pairs)
    {
        List<NpkiKeyPair> candidates = pairs.FindAll(pair =>
            !ReferenceEquals(pair, signing)
            && CertificateRoles.BelongTogether(signing.Certificate, pair.Certificate)
            && CertificateRoles.Check(signing.Certificate, pair.Certificate) is null
            && pair.Certificate.VirtualIdentifier is null);
        // A certificate without other uses comes first.
        if (candidates.Exists(pair => !pair.Certificate.IsForSigning))
            candidates = candidates.FindAll(pair => !pair.Certificate.IsForSigning);
        if (candidates.Count <= 1)
            return candidates.FirstOrDefault();

        // After a renewal a file may hold the pairs of both; those of one issue are valid at the same time.
        List<NpkiKeyPair> sameIssue = candidates.FindAll(pair =>
            pair.Certificate.NotBefore == signing.Certificate.NotBefore && pair.Certificate.NotAfter == signing.Certificate.NotAfter);
        return sameIssue.Count == 1
            ? sameIssue[0]
            : throw NpkiException.Pkcs12Ambiguous(candidates.Select(pair => pair.Certificate.SerialNumber));
    }
}
