using System.Security.Cryptography;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;

namespace BioToken.Tests.Fakes;

/// <content>Signatures.</content>
internal sealed partial class FakeToken
{
    private Mechanism _mechanism;
    private FakeObject? _signing;

    /// <summary>Changes a signature before it is returned; the identity function for a module that signs correctly.</summary>
    public Func<byte[], byte[]> Signature { get; set; } = static right => right;

    /// <summary>Error that C_SignInit returns for a mechanism; null to accept it.</summary>
    public Func<CKM, CKR?> Refusing { get; set; } = static _ => null;

    public CKR SignInit(nuint session, Mechanism mechanism, nuint key)
    {
        Called("C_SignInit");
        if (Refusing(mechanism.Type) is { } refused)
            return refused;
        if (!_objects.TryGetValue(key, out _signing) || _signing.Class != CKO.PRIVATE_KEY)
            return CKR.KEY_HANDLE_INVALID;
        _mechanism = mechanism;
        return CKR.OK;
    }

    public CKR Sign(nuint session, ReadOnlySpan<byte> data, Span<byte> signature, out int written)
    {
        Called("C_Sign");
        using RSA key = _signing!.ToRsa();
        byte[] made = Signature(Sign(key, data.ToArray()));
        written = made.Length;
        if (made.Length > signature.Length)
            return CKR.BUFFER_TOO_SMALL;
        made.CopyTo(signature);
        return CKR.OK;
    }

    private byte[] Sign(RSA key, byte[] data) => _mechanism.Type switch
    {
        CKM.RSA_PKCS => key.SignHash(HashIn(data), DigestIn(data), RSASignaturePadding.Pkcs1),
        CKM.RSA_PKCS_PSS => key.SignHash(data, DigestOf(data.Length), RSASignaturePadding.Pss),
        CKM.SHA1_RSA_PKCS => key.SignData(data, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1),
        CKM.SHA256_RSA_PKCS => key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        CKM.SHA384_RSA_PKCS => key.SignData(data, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
        CKM.SHA512_RSA_PKCS => key.SignData(data, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        CKM.SHA256_RSA_PKCS_PSS => key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        CKM.SHA384_RSA_PKCS_PSS => key.SignData(data, HashAlgorithmName.SHA384, RSASignaturePadding.Pss),
        CKM.SHA512_RSA_PKCS_PSS => key.SignData(data, HashAlgorithmName.SHA512, RSASignaturePadding.Pss),
        var other => throw new NotSupportedException(other.ToString()),
    };

    // A DigestInfo ends with the digest and has 15 (SHA-1) or 19 bytes before it (RFC 8017 section 9.2, note 1).
    private static byte[] HashIn(byte[] digestInfo) => digestInfo[(digestInfo.Length == 35 ? 15 : 19)..];

    private static HashAlgorithmName DigestIn(byte[] digestInfo) => DigestOf(HashIn(digestInfo).Length);

    private static HashAlgorithmName DigestOf(int length) => length switch
    {
        20 => HashAlgorithmName.SHA1,
        32 => HashAlgorithmName.SHA256,
        48 => HashAlgorithmName.SHA384,
        64 => HashAlgorithmName.SHA512,
        _ => throw new ArgumentOutOfRangeException(nameof(length), length, "No digest has this length."),
    };
}
