using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using BioToken.Npki.Formats;

namespace BioToken.Npki.Keys.Encryption;

/// <summary>
/// The one-step encryptions of PKCS#12 (RFC 7292 appendix C), and seedCBCWithSHA1, which inside PKCS#12 derives its key by that standard
/// and not by PBKDF1. Its vector is assumed to be derived in the same way.
/// </summary>
internal sealed class Pkcs12Pbe : PasswordEncryption
{
    private Pkcs12Pbe(string oid, CbcAlgorithm cipher, ReadOnlyMemory<byte> salt, int iterations)
        : base(oid, $"PKCS#12 SHA-1, {cipher.Name}", cipher, salt, iterations)
    {
    }

    public override long Work => (long)Iterations * (Blocks(Cipher.KeySize) + Blocks(Cipher.BlockSize));

    /// <summary>The cipher of a scheme; null if it is none of these.</summary>
    public static CbcAlgorithm? CipherOf(string oid) => oid switch
    {
        Oids.SeedCbcWithSha1 => CbcAlgorithm.Seed,
        Oids.PbeSha1TripleDes3 => CbcAlgorithm.TripleDes,
        Oids.PbeSha1TripleDes2 => CbcAlgorithm.TripleDesOfTwoKeys,
        Oids.PbeSha1Rc2Of128 => new("RC2-128-CBC", 16, 8, DecryptRc2),
        Oids.PbeSha1Rc2Of40 => new("RC2-40-CBC", 5, 8, DecryptRc2),
        _ => null,
    };

    public static Pkcs12Pbe Read(string oid, CbcAlgorithm cipher, AsnReader parameters)
    {
        ReadOnlyMemory<byte> salt = ReadSalt(parameters);
        return new(oid, cipher, salt, ReadIterations(parameters));
    }

    protected override void DeriveKey(PasswordForm password, Span<byte> key, Span<byte> iv)
    {
        using SecretBuffer bytes = new(Encoding.BigEndianUnicode.GetByteCount(password.Characters) + 2);
        Encoding.BigEndianUnicode.GetBytes(password.Characters, bytes.Span);
        Pkcs12KeyDerivation.Derive(Pkcs12KeyDerivation.KeyMaterial, bytes.Span, Salt.Span, Iterations, key);
        Pkcs12KeyDerivation.Derive(Pkcs12KeyDerivation.VectorMaterial, bytes.Span, Salt.Span, Iterations, iv);
    }

    [SuppressMessage("Security", "CA5351", Justification = "Reads what others wrote with RC2.")]
    private static void DecryptRc2(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext, Span<byte> destination)
    {
        using RC2 cipher = RC2.Create();
        cipher.SetKey(key);
        cipher.DecryptCbc(ciphertext, iv, destination, PaddingMode.None);
    }

    private static int Blocks(int length) => (length + SHA1.HashSizeInBytes - 1) / SHA1.HashSizeInBytes;
}
