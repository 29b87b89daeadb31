using System.Security.Cryptography;
using BioToken.Pkcs11;

namespace BioToken.Simulator;

/// <summary>The digests that signatures are over.</summary>
internal static class Digests
{
    public const int MaxLength = SHA512.HashSizeInBytes;

    /// <summary>Length of a digest in bytes; 0 for one that is not supported.</summary>
    public static int Length(HashAlgorithmName hash) => hash.Name switch
    {
        "SHA1" => SHA1.HashSizeInBytes,
        "SHA256" => SHA256.HashSizeInBytes,
        "SHA384" => SHA384.HashSizeInBytes,
        "SHA512" => SHA512.HashSizeInBytes,
        _ => 0,
    };

    public static HashAlgorithmName? Find(CKM mechanism) => mechanism switch
    {
        CKM.SHA_1 => HashAlgorithmName.SHA1,
        CKM.SHA256 => HashAlgorithmName.SHA256,
        CKM.SHA384 => HashAlgorithmName.SHA384,
        CKM.SHA512 => HashAlgorithmName.SHA512,
        _ => null,
    };

    public static CKG MaskGeneration(HashAlgorithmName hash) => hash.Name switch
    {
        "SHA1" => CKG.MGF1_SHA1,
        "SHA256" => CKG.MGF1_SHA256,
        "SHA384" => CKG.MGF1_SHA384,
        _ => CKG.MGF1_SHA512,
    };

    /// <summary>Computes a digest into a buffer of <see cref="MaxLength"/> bytes and returns the part that it takes.</summary>
    public static ReadOnlySpan<byte> Compute(HashAlgorithmName hash, ReadOnlySpan<byte> data, Span<byte> buffer)
        => buffer[..CryptographicOperations.HashData(hash, data, buffer)];
}
