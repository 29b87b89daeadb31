using System.Security.Cryptography;
using BioToken.Simulator.Mechanisms.Digesting;

namespace BioToken.Simulator.Mechanisms.Signing;

/// <summary>DigestInfo (RFC 8017 section 9.2, note 1): the fixed bytes before each digest.</summary>
internal static class DigestInfo
{
    private static ReadOnlySpan<byte> Sha1Prefix =>
        [0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2B, 0x0E, 0x03, 0x02, 0x1A, 0x05, 0x00, 0x04, 0x14];

    private static ReadOnlySpan<byte> Sha256Prefix =>
        [0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20];

    private static ReadOnlySpan<byte> Sha384Prefix =>
        [0x30, 0x41, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02, 0x05, 0x00, 0x04, 0x30];

    private static ReadOnlySpan<byte> Sha512Prefix =>
        [0x30, 0x51, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03, 0x05, 0x00, 0x04, 0x40];

    /// <summary>Takes a DigestInfo apart.</summary>
    /// <returns>False if the data are anything else.</returns>
    public static bool TryParse(ReadOnlySpan<byte> data, out HashAlgorithmName hash, out ReadOnlySpan<byte> digest)
        => TryParse(data, Sha256Prefix, hash = HashAlgorithmName.SHA256, out digest)
            || TryParse(data, Sha1Prefix, hash = HashAlgorithmName.SHA1, out digest)
            || TryParse(data, Sha384Prefix, hash = HashAlgorithmName.SHA384, out digest)
            || TryParse(data, Sha512Prefix, hash = HashAlgorithmName.SHA512, out digest);

    private static bool TryParse(ReadOnlySpan<byte> data, ReadOnlySpan<byte> prefix, HashAlgorithmName hash, out ReadOnlySpan<byte> digest)
    {
        bool matches = data.Length == prefix.Length + Digests.Length(hash) && data.StartsWith(prefix);
        digest = matches ? data[prefix.Length..] : default;
        return matches;
    }
}
