using BioToken.Npki;
using BioToken.Pkcs11;
using BioToken.Storage;

namespace BioToken;

/// <summary>Everything that is checked before the token is changed.</summary>
internal static class WriteChecks
{
    /// <summary>Finds the objects of an identity again. If they are not exactly as they were, somebody else has changed the token.</summary>
    /// <remarks>
    /// Their handles may have changed, by a logout or by a driver that numbers anew. What came into sight since then, by a login, belongs to it as well; a
    /// certificate that did does not.
    /// </remarks>
    public static IReadOnlyList<TokenObject> FindOld(TokenIdentity old, IReadOnlyList<TokenObject> now)
    {
        TokenObject certificate = StillThere(old.Main.CertificateObject, now);
        TokenIdentity current = IdentityGrouping.Group(old.Token, now).FirstOrDefault(seen => seen.Main.CertificateObject == certificate)
            ?? throw Rejected(CertificateRejection.OldIdentityChanged);
        TokenObject[] found = [.. old.KeyManagement is null ? current.Main.Erasable : current.Erasable];
        return old.Erasable.All(expected => Array.Exists(found, seen => seen.IsSameAs(expected)))
            ? found
            : throw Rejected(CertificateRejection.OldIdentityChanged);
    }

    /// <summary>Finds one object again: where it was, or, if it is nowhere twice, wherever it is.</summary>
    private static TokenObject StillThere(TokenObject expected, IReadOnlyList<TokenObject> now)
    {
        TokenObject[] same = [.. now.Where(seen => seen.IsSameAs(expected))];
        return Array.Find(same, seen => seen.Handle == expected.Handle)
            ?? (same is [{ } only] ? only : throw Rejected(CertificateRejection.OldIdentityChanged));
    }

    /// <summary>Refuses to replace an identity with R by one that can no longer be identified by number.</summary>
    /// <param name="identity">The new one.</param>
    /// <param name="old">The old one; null if none is replaced.</param>
    /// <param name="erased">What is erased of it, which may have come into sight after it was read.</param>
    /// <param name="options">What is allowed.</param>
    public static void RandomValue(NpkiIdentity identity, TokenIdentity? old, IReadOnlyList<TokenObject> erased, WriteOptions options)
    {
        if (old is null || options.AllowMissingRandomValue || !identity.LacksRandomValue)
            return;
        if (old.HasRandomValue || erased.Any(o => o.Class == CKO.DATA))
            throw Rejected(CertificateRejection.RandomValueMissing, identity.Certificate.SerialNumber, old.SerialNumber);
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

    /// <summary>Refuses a second copy of a certificate, which many programs cannot tell from the first. What stands after it in a value does not count.</summary>
    public static void NotOnToken(NpkiIdentity identity, IEnumerable<TokenObject> staying)
    {
        bool IsSame(TokenObject o) => o.Class == CKO.CERTIFICATE
            && (o.Value.AsSpan().StartsWith(identity.Certificate.Der.Span) || CertificateReading.TryParse(o, out _) is { } seen && WriteChecks.IsSame(seen, identity.Certificate));
        if (staying.Any(IsSame))
            throw Rejected(CertificateRejection.AlreadyOnToken, identity.Certificate.SerialNumber);
    }

    /// <summary>
    /// Refuses to erase before writing unless the new identity stays in a folder, from which it can be written again. What was just copied there is
    /// made durable first.
    /// </summary>
    public static void SourceIsKept(NpkiIdentity identity, IDisk disk)
    {
        if (identity.SourceFolder is not { } folder)
            throw Rejected(CertificateRejection.SourceNotKept, "-");
        try
        {
            NpkiFolder source = NpkiFolder.Read(folder);
            if (!IsSame(source.Certificate, identity.Certificate) || !IsSame(source.KeyManagementCertificate, identity.KeyManagementCertificate))
                throw Rejected(CertificateRejection.SourceNotKept, folder);
            DurableFile.Keep(disk, source.Path, disk.ListFiles(source.Path).Where(file => NpkiFolderFiles.IsNpkiFile(Path.GetFileName(file))));
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
