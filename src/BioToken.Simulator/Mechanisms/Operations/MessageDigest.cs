using System.Security.Cryptography;
using BioToken.Simulator.Mechanisms.Digesting;
using BioToken.Simulator.Objects;

namespace BioToken.Simulator.Mechanisms.Operations;

/// <summary>The digest that a signature mechanism makes of a message, with a key for HMAC.</summary>
/// <param name="hash">The digest.</param>
/// <param name="key">The object that holds HMAC's key; null for a plain digest.</param>
internal sealed class MessageDigest(HashAlgorithmName hash, TokenObject? key = null)
{
    /// <summary>Computes it into a buffer of <see cref="Digests.MaxLength"/> bytes and returns the used part.</summary>
    public ReadOnlySpan<byte> Compute(ReadOnlySpan<byte> data, Span<byte> buffer) => key is null
        ? Digests.Compute(hash, data, buffer)
        : buffer[..CryptographicOperations.HmacData(hash, Secret(key), data, buffer)];

    public RunningDigest Start()
        => key is null ? Digests.Start(hash) : new PlatformDigest(IncrementalHash.CreateHMAC(hash, Secret(key)));

    private static ReadOnlySpan<byte> Secret(TokenObject key) => key.Attributes.GetBytes(Pkcs11.Constants.CKA.VALUE);
}
