using System.Security.Cryptography;
using System.Text;
using BioToken.Npki.Formats;
using BioToken.Npki.Resources;

namespace BioToken.Npki.VirtualIdentifiers;

/// <summary>
/// The VID of a certificate: <c>h(h(SEQUENCE { PrintableString idn, BIT STRING R }))</c> over the holder's identity number and the random
/// value R of the key file (KCAC.TS.SIVID). The number and R together prove who holds the certificate.
/// </summary>
public sealed class VirtualIdentifier
{
    private const byte PrintableString = 0x13;
    private const int PersonalNumberLength = 13;
    private const int BusinessNumberLength = 10;

    private readonly byte[] _value;

    internal VirtualIdentifier(string hashOid, ReadOnlySpan<byte> value)
    {
        HashOid = hashOid;
        Hash = HashOf(hashOid);
        _value = value.ToArray();
    }

    /// <summary>Object identifier of the hash function, as the certificate names it.</summary>
    public string HashOid { get; }

    /// <summary>The hash function; null if this library does not support it.</summary>
    public VirtualIdentifierHash? Hash { get; }

    /// <summary>The virtual identifier, as long as the hash function's output.</summary>
    public ReadOnlyMemory<byte> Value => _value;

    /// <summary>Computes a VID.</summary>
    /// <param name="hash">The hash function.</param>
    /// <param name="identityNumber">
    /// 13 digits (resident registration number) or 10 digits (business registration number). Hyphens are ignored.
    /// </param>
    /// <param name="randomValue">The random value R, 20 bytes in practice.</param>
    /// <returns>The VID.</returns>
    /// <exception cref="ArgumentException">The number does not have 10 or 13 digits, or R is empty.</exception>
    public static VirtualIdentifier Compute(VirtualIdentifierHash hash, ReadOnlySpan<char> identityNumber, ReadOnlySpan<byte> randomValue)
    {
        if (randomValue.IsEmpty)
            throw new ArgumentException(Messages.Get("RandomValueEmpty"), nameof(randomValue));

        Span<byte> value = stackalloc byte[SHA512.HashSizeInBytes];
        int length = ComputeValue(hash, identityNumber, randomValue, value);
        return new(OidOf(hash), value[..length]);
    }

    /// <summary>Returns whether an identity number belongs to this VID. The time does not depend on how much of it matches.</summary>
    /// <param name="identityNumber">13 or 10 digits. Hyphens are ignored.</param>
    /// <param name="randomValue">The random value R of the key file; empty if it has none.</param>
    /// <returns>The result; <see cref="VirtualIdentifierCheck.NotAvailable"/> if R is empty or the hash function is unknown.</returns>
    /// <exception cref="ArgumentException">The number does not have 10 or 13 digits.</exception>
    public VirtualIdentifierCheck Check(ReadOnlySpan<char> identityNumber, ReadOnlySpan<byte> randomValue)
    {
        Span<byte> value = stackalloc byte[SHA512.HashSizeInBytes];
        try
        {
            // Computed first, so that a malformed number is rejected in any case.
            int length = ComputeValue(Hash ?? VirtualIdentifierHash.Sha256, identityNumber, randomValue, value);
            if (randomValue.IsEmpty || Hash is null)
                return VirtualIdentifierCheck.NotAvailable;
            return CryptographicOperations.FixedTimeEquals(value[..length], _value)
                ? VirtualIdentifierCheck.Match
                : VirtualIdentifierCheck.Mismatch;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(value);
        }
    }

    /// <summary>The hash function and the value in hexadecimal.</summary>
    public override string ToString() => $"{Hash?.ToString() ?? HashOid}:{Convert.ToHexStringLower(_value)}";

    private static int ComputeValue(
        VirtualIdentifierHash hash, ReadOnlySpan<char> identityNumber, ReadOnlySpan<byte> randomValue, Span<byte> destination)
    {
        using SecretBuffer content = EncodeHashContent(identityNumber, randomValue);
        Span<byte> first = stackalloc byte[SHA512.HashSizeInBytes];
        try
        {
            int length = HashData(hash, content.Span, first);
            return HashData(hash, first[..length], destination);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(first);
        }
    }

    // HashContent ::= SEQUENCE { idn PrintableString, randomNum BIT STRING }
    private static SecretBuffer EncodeHashContent(ReadOnlySpan<char> identityNumber, ReadOnlySpan<byte> randomValue)
    {
        Span<char> digits = stackalloc char[PersonalNumberLength];
        Span<byte> octets = stackalloc byte[PersonalNumberLength];
        using SecretWriter writer = new(randomValue.Length + 64);
        try
        {
            int count = CopyDigits(identityNumber, digits);
            writer.Prepend(randomValue);
            writer.Prepend([0]);
            writer.Wrap(SecretWriter.BitString, 0);
            int before = writer.Length;
            writer.Prepend(octets[..Encoding.ASCII.GetBytes(digits[..count], octets)]);
            writer.Wrap(PrintableString, before);
            writer.Wrap(SecretWriter.Sequence, 0);
            return writer.ToBuffer();
        }
        finally
        {
            digits.Clear();
            octets.Clear();
        }
    }

    private static int CopyDigits(ReadOnlySpan<char> identityNumber, Span<char> digits)
    {
        int count = 0;
        foreach (char c in identityNumber)
        {
            if (c == '-')
                continue;
            if (!char.IsAsciiDigit(c) || count == digits.Length)
                throw InvalidNumber(nameof(identityNumber));
            digits[count++] = c;
        }

        return count is PersonalNumberLength or BusinessNumberLength ? count : throw InvalidNumber(nameof(identityNumber));
    }

    // The number itself stays out of the message: it is personal data.
    private static ArgumentException InvalidNumber(string parameter) => new(Messages.Get("IdentityNumberLength"), parameter);

    private static int HashData(VirtualIdentifierHash hash, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (hash == VirtualIdentifierHash.Has160)
        {
            Has160.HashData(source, destination);
            return Has160.HashSizeInBytes;
        }

        return CryptographicOperations.HashData(NameOf(hash), source, destination);
    }

    private static HashAlgorithmName NameOf(VirtualIdentifierHash hash) => hash switch
    {
        VirtualIdentifierHash.Sha1 => HashAlgorithmName.SHA1,
        VirtualIdentifierHash.Sha256 => HashAlgorithmName.SHA256,
        VirtualIdentifierHash.Sha384 => HashAlgorithmName.SHA384,
        VirtualIdentifierHash.Sha512 => HashAlgorithmName.SHA512,
        _ => throw new ArgumentOutOfRangeException(nameof(hash), hash, Messages.Get("HashUnknown")),
    };

    private static string OidOf(VirtualIdentifierHash hash) => hash switch
    {
        VirtualIdentifierHash.Sha1 => "1.3.14.3.2.26",
        VirtualIdentifierHash.Sha256 => "2.16.840.1.101.3.4.2.1",
        VirtualIdentifierHash.Sha384 => "2.16.840.1.101.3.4.2.2",
        VirtualIdentifierHash.Sha512 => "2.16.840.1.101.3.4.2.3",
        VirtualIdentifierHash.Has160 => "1.2.410.200004.1.2",
        _ => throw new ArgumentOutOfRangeException(nameof(hash), hash, Messages.Get("HashUnknown")),
    };

    private static VirtualIdentifierHash? HashOf(string oid)
    {
        foreach (VirtualIdentifierHash hash in Enum.GetValues<VirtualIdentifierHash>())
        {
            if (OidOf(hash) == oid)
                return hash;
        }

        return null;
    }
}
