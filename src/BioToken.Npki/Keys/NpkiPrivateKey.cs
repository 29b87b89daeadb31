using System.Diagnostics;
using System.Formats.Asn1;
using System.Security.Cryptography;
using BioToken.Npki.Errors;
using BioToken.Npki.Formats;

namespace BioToken.Npki.Keys;

/// <summary>
/// An open (decrypted) RSA private key of an NPKI certificate, with R if it has one. Its memory is pinned and zeroed on disposal. Not safe
/// for a thread to use while another disposes it.
/// </summary>
[DebuggerDisplay("NpkiPrivateKey")]
public sealed partial class NpkiPrivateKey : IDisposable
{
    /// <summary>Most bytes of R: 128. Real ones have 20.</summary>
    public const int MaxRandomValueLength = 128;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly SecretBuffer _pkcs8;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly PrivateKeyInfo _info;

    private NpkiPrivateKey(SecretBuffer pkcs8, PrivateKeyInfo info) => (_pkcs8, _info) = (pkcs8, info);

    /// <summary>The PrivateKeyInfo (PKCS#8) with all its attributes, as read, with definite lengths and without trailing data.</summary>
    /// <exception cref="ObjectDisposedException">The key is gone.</exception>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public ReadOnlySpan<byte> Pkcs8 => _pkcs8.Span;

    /// <summary>Whether the key holds R. Key-management keys do not, and some signing keys do not either.</summary>
    /// <exception cref="ObjectDisposedException">The key is gone.</exception>
    public bool HasRandomValue => !RandomValue.IsEmpty;

    /// <summary>
    /// Whether R is present but unusable: twice, malformed, or longer than <see cref="MaxRandomValueLength"/>. <see cref="HasRandomValue"/>
    /// is false then.
    /// </summary>
    public bool HasUnusableRandomValue => _info.HasUnusableRandomValue;

    /// <summary>R, the secret random value that binds an identity number to the certificate's VID; empty if the key holds none.</summary>
    /// <exception cref="ObjectDisposedException">The key is gone.</exception>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public ReadOnlySpan<byte> RandomValue => View(_info.RandomValue);

    /// <summary>The numbers of the key as views of its memory.</summary>
    /// <exception cref="ObjectDisposedException">The key is gone.</exception>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public RsaPrivateComponents RsaComponents => new()
    {
        Modulus = View(_info.Rsa.All[0]),
        PublicExponent = View(_info.Rsa.All[1]),
        PrivateExponent = View(_info.Rsa.All[2]),
        Prime1 = View(_info.Rsa.All[3]),
        Prime2 = View(_info.Rsa.All[4]),
        Exponent1 = View(_info.Rsa.All[5]),
        Exponent2 = View(_info.Rsa.All[6]),
        Coefficient = View(_info.Rsa.All[7]),
    };

    /// <summary>Reads a key.</summary>
    /// <param name="pkcs8">
    /// A PrivateKeyInfo of PKCS#8 (version 0 or 1) in DER or BER, with or without NULL parameters and attributes. It is copied. Bytes after
    /// it are passed over.
    /// </param>
    /// <exception cref="NpkiException">
    /// <see cref="NpkiFailure.TooLarge"/>, <see cref="NpkiFailure.Malformed"/>, <see cref="NpkiFailure.UnsupportedAlgorithm"/> for a key
    /// that is not RSA, or <see cref="NpkiFailure.ParameterOutOfRange"/> for a modulus of no real key.
    /// </exception>
    public static NpkiPrivateKey Parse(ReadOnlySpan<byte> pkcs8)
    {
        if (pkcs8.Length > EncryptedPrivateKey.MaxLength)
            throw NpkiException.TooLarge(EncryptedPrivateKey.MaxLength);
        return Own(SecretBuffer.CopyOf(pkcs8));
    }

    /// <summary>Makes an RSA key for .NET's signing and decryption.</summary>
    /// <returns>A key that the caller disposes. It holds its own copy.</returns>
    /// <exception cref="NpkiException"><see cref="NpkiFailure.Malformed"/>: the numbers do not make an RSA key.</exception>
    /// <exception cref="ObjectDisposedException">The key is gone.</exception>
    public RSA GetRSAPrivateKey()
    {
        ReadOnlySpan<byte> rsaPrivateKey = View(_info.Rsa.Encoded);
        using SecretBuffer? strict = _info.Rsa.IsStrict ? null : _info.Rsa.ToDer();
        RSA rsa = RSA.Create();
        try
        {
            // Not ImportPkcs8PrivateKey: its support of attributes and of an absent NULL depends on the platform's library.
            rsa.ImportRSAPrivateKey(strict is null ? rsaPrivateKey : strict.Span, out _);
            return rsa;
        }
        catch (CryptographicException e)
        {
            rsa.Dispose();
            throw NpkiException.Malformed("RSAPrivateKey", e);
        }
    }

    /// <summary>
    /// Verifies that this key belongs to a public key: their numbers are equal, and the public key verifies a signature of this key.
    /// </summary>
    /// <param name="publicKey">The public key, mostly a certificate's.</param>
    /// <returns>False if it does not, or if the key is inconsistent in itself.</returns>
    /// <exception cref="ObjectDisposedException">The key is gone.</exception>
    public bool Matches(RSA publicKey)
    {
        ArgumentNullException.ThrowIfNull(publicKey);
        if (!HasNumbersOf(publicKey.ExportParameters(includePrivateParameters: false)))
            return false;

        try
        {
            using RSA rsa = GetRSAPrivateKey();
            Span<byte> challenge = stackalloc byte[32];
            RandomNumberGenerator.Fill(challenge);
            byte[] signature = rsa.SignHash(challenge, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return publicKey.VerifyHash(challenge, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (CryptographicException)
        {
            // Numbers that cannot sign do not belong together: a negative result, not an error.
            return false;
        }
    }

    /// <summary>The type's name; nothing of the key.</summary>
    public override string ToString() => nameof(NpkiPrivateKey);

    /// <summary>Zeroes the key.</summary>
    public void Dispose() => _pkcs8.Dispose();

    /// <summary>Reads a key in place and takes ownership of the buffer, also if reading fails.</summary>
    internal static NpkiPrivateKey Own(SecretBuffer pkcs8)
    {
        SecretBuffer? whole = null;
        try
        {
            whole = BerEncoding.ReadFirst(pkcs8);
            return new(whole, PrivateKeyInfo.Read(whole.Memory));
        }
        catch (AsnContentException e)
        {
            throw NpkiException.Malformed("PrivateKeyInfo", e);
        }
        catch
        {
            whole?.Dispose();
            throw;
        }
    }

    internal bool HasNumbersOf(in RSAParameters publicKey)
    {
        RsaPrivateComponents own = RsaComponents;
        return own.Modulus.SequenceEqual(publicKey.Modulus.AsSpan().TrimStart((byte)0))
            && own.PublicExponent.SequenceEqual(publicKey.Exponent.AsSpan().TrimStart((byte)0));
    }

    private ReadOnlySpan<byte> View(ReadOnlyMemory<byte> part)
    {
        ObjectDisposedException.ThrowIf(_pkcs8.IsDisposed, this);
        return part.Span;
    }
}
