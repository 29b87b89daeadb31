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

    /// <summary>
    /// Refuses certificates that are not what they are written as, so that no key could prove itself: the one for signatures cannot sign,
    /// or the one for key management cannot encrypt, is the same one, or is another person's.
    /// </summary>
    public static void Roles(NpkiIdentity identity)
    {
        NpkiCertificate main = identity.Certificate;
        if (!CertificateUse.MaySign(main))
            throw Rejected(CertificateRejection.NotForSigning, main.SerialNumber);
        if (identity.KeyManagementCertificate is { } management && !GoTogether(main, management))
            throw Rejected(CertificateRejection.KeyManagementMismatch, management.SerialNumber, main.SerialNumber);
    }

    private static bool GoTogether(NpkiCertificate main, NpkiCertificate management) => CertificateUse.MayDecrypt(management)
        && !IsSame(main, management)
        && string.Equals(main.Subject, management.Subject, StringComparison.OrdinalIgnoreCase)
        && string.Equals(main.Issuer, management.Issuer, StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses to replace an identity with R by one that can no longer be identified by number.</summary>
    /// <param name="identity">The new one.</param>
    /// <param name="old">The old one; null if none is replaced.</param>
    /// <param name="erased">What is erased of it, which may have come into sight after it was read.</param>
    /// <param name="options">What is allowed.</param>
    public static void RandomValue(NpkiIdentity identity, TokenIdentity? old, IReadOnlyList<TokenObject> erased, WriteOptions options)
    {
        if (old is null || options.AllowMissingRandomValue || !LacksRandomValue(identity))
            return;
        bool isErased = erased.Any(o => o.Class == CKO.DATA && IdentityGrouping.BelongsTo(o, old.Main.Id, old.Token.Info.Vendor.RandomValue));
        if (old.HasRandomValue || isErased)
            throw Rejected(CertificateRejection.RandomValueMissing, identity.Certificate.SerialNumber, old.SerialNumber);
    }

    /// <summary>Whether a certificate has a VID that cannot be checked for want of R.</summary>
    public static bool LacksRandomValue(NpkiIdentity identity) => identity is { HasRandomValue: false, Certificate.VirtualId: not null };

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

    /// <summary>
    /// Refuses to erase before writing unless the new identity stays in a folder, from which it can be written again. What was just copied there is
    /// made durable first.
    /// </summary>
    public static void SourceIsKept(NpkiIdentity identity)
    {
        if (identity.SourceFolder is not { } folder)
            throw Rejected(CertificateRejection.SourceNotKept, "-");
        try
        {
            NpkiFolder source = NpkiFolder.Read(folder);
            if (!IsSame(source.Certificate, identity.Certificate) || !IsSame(source.KeyManagementCertificate, identity.KeyManagementCertificate))
                throw Rejected(CertificateRejection.SourceNotKept, folder);
            foreach (string file in Directory.EnumerateFiles(folder).Where(file => NpkiFolderFiles.IsNpkiFile(Path.GetFileName(file))))
                DirectorySync.Flush(file);
            DirectorySync.Flush(folder);
        }
        catch (Exception e) when (e is NpkiException or IOException or UnauthorizedAccessException)
        {
            throw Rejected(CertificateRejection.SourceNotKept, folder);
        }
    }

    private static bool IsSame(NpkiCertificate? found, NpkiCertificate? expected)
        => found is null ? expected is null : expected is not null && found.Der.Span.SequenceEqual(expected.Der.Span);

    /// <summary>Makes the exception for what may not be written.</summary>
    public static CertificateRejectedException Rejected(CertificateRejection reason, params ReadOnlySpan<object?> details)
        => new(reason, Messages.Format("Rejected" + reason, details));
}
