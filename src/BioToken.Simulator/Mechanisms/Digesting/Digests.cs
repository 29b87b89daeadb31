using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Mechanisms.Digesting;

/// <summary>The digests that signatures and paddings are made with.</summary>
internal static class Digests
{
    public const int MaxLength = SHA512.HashSizeInBytes;

    /// <summary>Length of a digest in bytes.</summary>
    public static int Length(HashAlgorithmName hash) => hash.Name switch
    {
        "SHA1" => SHA1.HashSizeInBytes,
        "SHA256" => SHA256.HashSizeInBytes,
        "SHA384" => SHA384.HashSizeInBytes,
        _ => SHA512.HashSizeInBytes,
    };

    public static HashAlgorithmName? Find(CKM mechanism) => mechanism switch
    {
        CKM.SHA_1 => HashAlgorithmName.SHA1,
        CKM.SHA256 => HashAlgorithmName.SHA256,
        CKM.SHA384 => HashAlgorithmName.SHA384,
        CKM.SHA512 => HashAlgorithmName.SHA512,
        _ => null,
    };

    /// <summary>The digest of a mask generation function.</summary>
    public static HashAlgorithmName? Find(CKG maskGeneration) => maskGeneration switch
    {
        CKG.MGF1_SHA1 => HashAlgorithmName.SHA1,
        CKG.MGF1_SHA256 => HashAlgorithmName.SHA256,
        CKG.MGF1_SHA384 => HashAlgorithmName.SHA384,
        CKG.MGF1_SHA512 => HashAlgorithmName.SHA512,
        _ => null,
    };

    /// <summary>Computes a digest into a buffer of <see cref="MaxLength"/> bytes and returns the used part.</summary>
    public static ReadOnlySpan<byte> Compute(HashAlgorithmName hash, ReadOnlySpan<byte> data, Span<byte> buffer)
        => buffer[..CryptographicOperations.HashData(hash, data, buffer)];

    public static RunningDigest Start(HashAlgorithmName hash) => new PlatformDigest(IncrementalHash.CreateHash(hash));
}
