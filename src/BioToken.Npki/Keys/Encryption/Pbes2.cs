using System.Formats.Asn1;
using System.Security.Cryptography;
using BioToken.Npki.Errors;
using BioToken.Npki.Formats;

namespace BioToken.Npki.Keys.Encryption;

/// <summary>PBES2 of RFC 8018 section 6.2 with PBKDF2.</summary>
/// <remarks>
/// <code>
/// parameters   ::= SEQUENCE { SEQUENCE { id-PBKDF2, PBKDF2-params }, SEQUENCE { encryptionScheme OID, iv OCTET STRING } }
/// PBKDF2-params ::= SEQUENCE { salt OCTET STRING, iterationCount INTEGER, keyLength INTEGER OPTIONAL,
///                              prf SEQUENCE { OID, NULL OPTIONAL } DEFAULT hmacWithSHA1 }
/// </code>
/// </remarks>
internal sealed class Pbes2 : PasswordEncryption
{
    private readonly HashAlgorithmName _hash;
    private readonly ReadOnlyMemory<byte> _iv;

    private Pbes2(CbcAlgorithm cipher, ReadOnlyMemory<byte> iv, HashAlgorithmName hash, ReadOnlyMemory<byte> salt, int iterations)
        : base(Oids.Pbes2, $"PBES2 (PBKDF2 HMAC-{hash.Name}, {cipher.Name})", cipher, salt, iterations) => (_hash, _iv) = (hash, iv);

    public override long Work => (long)Iterations * (_hash == HashAlgorithmName.SHA1 && Cipher.KeySize > SHA1.HashSizeInBytes ? 2 : 1);

    public static Pbes2 Read(AsnReader parameters)
    {
        AsnReader derivation = parameters.ReadSequence();
        AsnReader scheme = parameters.ReadSequence();
        parameters.ThrowIfNotEmpty();

        CbcAlgorithm cipher = CbcAlgorithm.Find(scheme.ReadObjectIdentifier());
        byte[] iv = scheme.ReadOctetString();
        scheme.ThrowIfNotEmpty();
        if (iv.Length != cipher.BlockSize)
            throw NpkiException.ParameterOutOfRange("iv", iv.Length, $"{cipher.BlockSize}");

        string derivationOid = derivation.ReadObjectIdentifier();
        if (derivationOid != Oids.Pbkdf2)
            throw NpkiException.UnsupportedAlgorithm(derivationOid);
        AsnReader pbkdf2 = derivation.ReadSequence();
        derivation.ThrowIfNotEmpty();
        return ReadPbkdf2(pbkdf2, cipher, iv);
    }

    protected override void DeriveKey(PasswordForm password, Span<byte> key, Span<byte> iv)
    {
        Rfc2898DeriveBytes.Pbkdf2(password.Octets, Salt.Span, key, Iterations, _hash);
        _iv.Span.CopyTo(iv);
    }

    private static Pbes2 ReadPbkdf2(AsnReader reader, CbcAlgorithm cipher, byte[] iv)
    {
        if (reader.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
            throw NpkiException.UnsupportedAlgorithm(reader.ReadSequence().ReadObjectIdentifier());
        ReadOnlyMemory<byte> salt = ReadSalt(reader);
        int iterations = ReadIterations(reader);
        if (reader.HasData && reader.PeekTag().HasSameClassAndValue(Asn1Tag.Integer)
            && (!reader.TryReadInt32(out int keyLength) || keyLength != cipher.KeySize))
            throw NpkiException.ParameterOutOfRange("keyLength", keyLength, $"{cipher.KeySize}");

        HashAlgorithmName hash = HashAlgorithmName.SHA1;
        if (reader.HasData)
            hash = ReadPrf(reader.ReadSequence());
        reader.ThrowIfNotEmpty();
        return new(cipher, iv, hash, salt, iterations);
    }

    private static HashAlgorithmName ReadPrf(AsnReader prf)
    {
        string oid = prf.ReadObjectIdentifier();
        if (prf.HasData)
            prf.ReadNull();
        prf.ThrowIfNotEmpty();
        return oid switch
        {
            Oids.HmacSha1 => HashAlgorithmName.SHA1,
            Oids.HmacSha256 => HashAlgorithmName.SHA256,
            Oids.HmacSha384 => HashAlgorithmName.SHA384,
            Oids.HmacSha512 => HashAlgorithmName.SHA512,
            _ => throw NpkiException.UnsupportedAlgorithm(oid),
        };
    }
}
