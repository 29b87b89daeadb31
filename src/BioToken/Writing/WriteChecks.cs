using BioToken.Npki;
using BioToken.Pkcs11;

namespace BioToken;

/// <summary>Everything that is checked before the token is changed.</summary>
internal static class WriteChecks
{
    /// <summary>Finds the objects of an identity again. If they are not exactly as they were, somebody else has changed the token.</summary>
    public static IReadOnlyList<TokenObject> FindOld(TokenIdentity old, IReadOnlyList<TokenObject> now)
    {
        List<TokenObject> found = [];
        foreach (TokenObject expected in old.Erasable)
        {
            found.Add(now.FirstOrDefault(seen => seen.Handle == expected.Handle && seen.IsSameAs(expected))
                ?? throw Rejected(CertificateRejection.OldIdentityChanged));
        }

        // Keys that came into sight since then, by a login, belong to it as well.
        foreach (TokenKeyPair pair in new[] { old.Main, old.KeyManagement }.OfType<TokenKeyPair>().Where(p => p is { SharesKeys: false, Id.Length: > 0 }))
            found.AddRange(now.Where(o => !found.Contains(o) && IdentityGrouping.BelongsTo(o, pair.Id, old.Token.Info.Vendor.RandomValue)));
        return found;
    }

    public static void Dates(NpkiIdentity identity, WriteOptions options, DateTimeOffset now)
    {
        foreach (NpkiCertificate certificate in new[] { identity.Certificate, identity.KeyManagementCertificate }.OfType<NpkiCertificate>())
        {
            if (now < certificate.NotBefore)
                throw Rejected(CertificateRejection.NotYetValid, certificate.SerialNumber, certificate.NotBefore);
            if (now > certificate.NotAfter && !options.AllowExpired)
                throw Rejected(CertificateRejection.Expired, certificate.SerialNumber, certificate.NotAfter);
        }
    }

    public static void Authority(NpkiIdentity identity, WriteOptions options, bool isSimulated)
    {
        if (identity.Certificate.IsFromTestAuthority && !isSimulated && !options.AllowTestAuthority)
            throw Rejected(CertificateRejection.TestAuthority, identity.Certificate.IssuingCa);
    }

    /// <summary>Refuses a second copy of a certificate, which many programs cannot tell from the first.</summary>
    public static void NotOnToken(NpkiIdentity identity, IEnumerable<TokenObject> staying)
    {
        if (staying.Any(o => o.Class == CKO.CERTIFICATE && o.Value.AsSpan().SequenceEqual(identity.Certificate.Der.Span)))
            throw Rejected(CertificateRejection.AlreadyOnToken, identity.Certificate.SerialNumber);
    }

    /// <summary>Refuses what cannot fit, where the token tells its memory. Tokens that do not tell refuse by themselves, and that is undone.</summary>
    public static void Room(IReadOnlyList<NewObject> objects, TokenInfo token)
    {
        if (token is not { FreePrivateMemory: { } freePrivate, FreePublicMemory: { } freePublic })
            return;
        ulong needed = 0;
        foreach (NewObject planned in objects)
        {
            using AttributeTemplate template = planned.MakeTemplate();
            needed += (ulong)template.ValueLength;
        }

        if (needed > freePrivate + freePublic)
            throw new BioTokenException(BioTokenError.TokenFull, Messages.Format("ErrorTokenFull"));
    }

    private static CertificateRejectedException Rejected(CertificateRejection reason, params ReadOnlySpan<object?> details)
        => new(reason, Messages.Format("Rejected" + reason, details));
}
