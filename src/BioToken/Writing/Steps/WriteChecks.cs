using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Certificates;
using BioToken.Npki.Errors;
using BioToken.Npki.Identities;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Resources;
using BioToken.Storage;
using BioToken.Tokens;
using BioToken.Vendors;

namespace BioToken.Writing.Steps;

/// <summary>Everything that is checked before the token is changed.</summary>
internal static class WriteChecks
{
    /// <summary>Finds the objects of an identity again. If they differ in any way, another program has changed the token.</summary>
    /// <remarks>
    /// Their handles may have changed, by a logout or by the driver. Objects that became visible by a login belong to it as well, unless
    /// they are certificates.
    /// </remarks>
    public static IReadOnlyList<TokenObject> FindOld(IdentityObjects old, IReadOnlyList<TokenObject> now, RandomValueTemplate randomValue)
    {
        TokenObject certificate = StillThere(old.Main.CertificateObject, now);
        IdentityObjects current = IdentityGrouping.Group(now, randomValue).FirstOrDefault(
            seen => seen.Main.CertificateObject == certificate)
            ?? throw Rejected(CertificateRejection.OldIdentityChanged);
        TokenObject[] found = [.. old.KeyManagement is null ? current.Main.Erasable : current.Erasable];
        HashSet<(CKO Class, string Hash)> contents = [.. found.Select(ContentOf)];
        return old.Erasable.All(expected => contents.Contains(ContentOf(expected)))
            ? found
            : throw Rejected(CertificateRejection.OldIdentityChanged);
    }

    /// <summary>The values that <see cref="TokenObject.IsSameAs"/> compares, as a key for lookups.</summary>
    private static (CKO Class, string Hash) ContentOf(TokenObject one) => (one.Class, Convert.ToHexString(one.Hash));

    /// <summary>Finds one object again: by its handle or, if it is unique, by its content.</summary>
    private static TokenObject StillThere(TokenObject expected, IReadOnlyList<TokenObject> now)
    {
        TokenObject[] same = [.. now.Where(seen => seen.IsSameAs(expected))];
        return Array.Find(same, seen => seen.Handle == expected.Handle)
            ?? (same is [{ } only] ? only : throw Rejected(CertificateRejection.OldIdentityChanged));
    }

    /// <summary>
    /// Finds a replacement of an identity with R by one without R, whose holder's identity number can no longer be verified.
    /// </summary>
    /// <param name="identity">The new one.</param>
    /// <param name="old">The old one; null if none is replaced.</param>
    /// <param name="erased">Its objects to erase, which may have become visible after it was read.</param>
    /// <param name="options">The options.</param>
    /// <param name="isLoggedIn">Whether R would be visible if it existed; otherwise a certificate with a VID is assumed to have it.</param>
    public static CertificateRejectedException? RandomValue(
        NpkiIdentity identity, TokenIdentity? old, IReadOnlyList<TokenObject> erased, WriteOptions options, bool isLoggedIn)
    {
        if (old is null || options.AllowMissingRandomValue || !identity.LacksRandomValue)
            return null;
        bool isSeen = old.HasRandomValue || erased.Any(o => o.Class == CKO.DATA);
        if (!isSeen && (isLoggedIn || old.Certificate.VirtualIdentifier is null))
            return null;
        string lacking = identity.HasUnusableRandomValue ? "RandomValueUnusableInNew" : "RandomValueMissingInNew";
        return Rejected(
            CertificateRejection.RandomValueMissing,
            Messages.Format(lacking, identity.Certificate.SerialNumber),
            Messages.Format(isSeen ? "RandomValueInOld" : "RandomValueHiddenInOld", old.SerialNumber));
    }

    public static CertificateRejectedException? Dates(NpkiIdentity identity, WriteOptions options, DateTimeOffset now)
    {
        foreach (NpkiCertificate certificate in identity.Certificates)
        {
            if (options.CheckValidity(certificate, now) is { } reason)
                return Rejected(
                    reason,
                    certificate.SerialNumber,
                    reason == CertificateRejection.Expired ? certificate.NotAfter : certificate.NotBefore);
        }

        return null;
    }

    public static CertificateRejectedException? Authority(NpkiIdentity identity, WriteOptions options, BioTokenInfo token)
        => options.CheckAuthority(identity.Certificate, token) is { } reason ? Rejected(reason, identity.Certificate.IssuingCa) : null;

    /// <summary>
    /// Finds a second copy of a certificate, which many programs cannot distinguish from the first. Bytes after the certificate in a value
    /// are ignored.
    /// </summary>
    public static CertificateRejectedException? NotOnToken(NpkiIdentity identity, IEnumerable<TokenObject> staying)
    {
        bool IsSame(TokenObject o) => o.Class == CKO.CERTIFICATE
            && (o.Value.AsSpan().StartsWith(identity.Certificate.Der.Span) || identity.Certificate.IsSameAs(
                CertificateReading.TryParse(o, out _)));
        return staying.Any(IsSame) ? Rejected(CertificateRejection.AlreadyOnToken, identity.Certificate.SerialNumber) : null;
    }

    /// <summary>
    /// Finds an identity without a folder from which it can be written again: it must not be written after an erasure. Files copied there
    /// just now are made durable first.
    /// </summary>
    public static CertificateRejectedException? SourceIsKept(NpkiIdentity identity, IDisk disk)
    {
        if (identity.SourceFolder is not { } folder)
            return Rejected(CertificateRejection.SourceNotKept, "-");
        try
        {
            NpkiFolder source = NpkiFolder.Read(folder);
            if (!source.Certificates.Select(one => one.Digest()).SequenceEqual(
                identity.Certificates.Select(one => one.Digest()), BytesComparer.Instance))
                return Rejected(CertificateRejection.SourceNotKept, folder);
            DurableFile.Keep(
                disk, source.Path, disk.ListFiles(source.Path).Where(file => NpkiFolderFiles.IsNpkiFile(Path.GetFileName(file))));
            return null;
        }
        catch (Exception e) when (e is NpkiException or IOException or UnauthorizedAccessException)
        {
            return Rejected(CertificateRejection.SourceNotKept, folder);
        }
    }

    /// <summary>Makes the exception for a certificate that may not be written.</summary>
    public static CertificateRejectedException Rejected(CertificateRejection reason, params ReadOnlySpan<object?> details)
        => RejectedFor(reason, "Rejected" + reason, details);

    /// <summary>Makes the same exception with the text of a particular case.</summary>
    public static CertificateRejectedException RejectedFor(CertificateRejection reason, string key, params ReadOnlySpan<object?> details)
        => new(reason, Messages.Format(key, details));
}
