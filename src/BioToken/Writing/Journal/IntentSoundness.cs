using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Writing.Plans;

namespace BioToken.Writing.Journal;

/// <summary>Whether this program can have written an intent: it may be damaged in a way that no checksum shows.</summary>
internal static class IntentSoundness
{
    public static bool Holds(WriteIntent intent)
        => Enum.IsDefined(intent.Mode)
            // A property that is missing in the JSON is null here, whatever its declaration says.
            && intent is { Old: not null, New: not null }
            && intent.Before.Concat(intent.New).All(IsNamed)
            && IsDigest(intent.OldCertificate)
            && IsDigest(intent.NewCertificate)
            && HasSoundOld(intent)
            && HasSoundNew(intent)
            && (intent.Mode == WriteMode.WriteNewFirst || intent is { Old.Length: > 0, New.Length: > 0 });

    private static bool IsNamed(JournaledObject? named) => named is { Id: not null, Label: not null, Hash.Length: SHA256.HashSizeInBytes };

    // The serializer writes a missing array as an empty one.
    private static bool IsDigest(byte[]? hash) => hash is null or { Length: 0 or SHA256.HashSizeInBytes };

    private static bool HasSoundOld(WriteIntent intent)
        => Array.TrueForAll(intent.Old, index => index >= 0 && index < intent.Before.Length)
            && intent.Old.Distinct().Count() == intent.Old.Length
            && (intent.Old.Length == 0 || intent.OldCertificate is { Length: > 0 });

    /// <summary>The new objects are data alone, for a test write, or certificates, each with its private key.</summary>
    private static bool HasSoundNew(WriteIntent intent)
    {
        JournaledObject[] certificates = Array.FindAll(intent.New, o => o.Class == CKO.CERTIFICATE);
        if (certificates.Length == 0)
            return Array.TrueForAll(intent.New, o => o.Class == CKO.DATA) && (intent.New.Length == 0 || intent.Old.Length == 0);
        return Array.TrueForAll(intent.New, o => o.Class is CKO.CERTIFICATE or CKO.PRIVATE_KEY or CKO.PUBLIC_KEY or CKO.DATA)
            && Array.TrueForAll(certificates, c => c.Id.Length > 0 && Array.Exists(intent.New, o => IsKeyOf(o, c)))
            && Array.Exists(certificates, c => c.Hash.AsSpan().SequenceEqual(intent.NewCertificate));
    }

    private static bool IsKeyOf(JournaledObject candidate, JournaledObject certificate)
        => candidate.Class == CKO.PRIVATE_KEY && candidate.Id.AsSpan().SequenceEqual(certificate.Id);
}
