using System.Security.Cryptography;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;

namespace BioToken.Pkcs11.Tests;

/// <summary>An imported RSA key: its signatures are checked by .NET, its secrets stay on the token.</summary>
[Collection(nameof(SoftHsmCollection))]
public sealed class SoftHsmKeyTests(SoftHsmFixture softHsm)
{
    private static readonly RSA Key = RSA.Create(2048);

    [Fact]
    public void Signature_is_valid()
    {
        using SoftHsmToken token = softHsm.NewToken();

        byte[] signature = Sign(token, new(CKM.SHA256_RSA_PKCS), "message"u8);

        Assert.True(Key.VerifyData("message"u8, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public void PSS_signature_is_valid()
    {
        using SoftHsmToken token = softHsm.NewToken();
        var mechanism = new Mechanism(CKM.SHA256_RSA_PKCS_PSS) { Pss = new PssParameters(CKM.SHA256, CKG.MGF1_SHA256, 32) };

        byte[] signature = Sign(token, mechanism, "message"u8);

        Assert.True(Key.VerifyData("message"u8, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss));
    }

    [Fact]
    public void Decryption_gives_what_was_encrypted()
    {
        using SoftHsmToken token = softHsm.NewToken();

        Assert.Equal("message"u8, Decrypt(token, new(CKM.RSA_PKCS), Key.Encrypt("message"u8.ToArray(), RSAEncryptionPadding.Pkcs1)));
    }

    [Fact]
    public void OAEP_decryption_gives_what_was_encrypted()
    {
        using SoftHsmToken token = softHsm.NewToken();
        Mechanism mechanism = new(CKM.RSA_PKCS_OAEP) { Oaep = new OaepParameters(CKM.SHA_1, CKG.MGF1_SHA1) };

        Assert.Equal("message"u8, Decrypt(token, mechanism, Key.Encrypt("message"u8.ToArray(), RSAEncryptionPadding.OaepSHA1)));
    }

    [Fact]
    public void Sign_with_too_small_a_span_tells_the_length_and_stays_alive()
    {
        using SoftHsmToken token = softHsm.NewToken();
        Assert.Equal(CKR.OK, token.Cryptoki.SignInit(token.Session, new(CKM.SHA256_RSA_PKCS), CreateKey(token)));

        Assert.Equal(CKR.BUFFER_TOO_SMALL, token.Cryptoki.Sign(token.Session, "m"u8, [], out int asked));
        Assert.Equal(CKR.BUFFER_TOO_SMALL, token.Cryptoki.Sign(token.Session, "m"u8, new byte[100], out int needed));

        Assert.Equal(256, asked);
        Assert.Equal(256, needed);
        Assert.Equal(CKR.OK, token.Cryptoki.Sign(token.Session, "m"u8, new byte[256], out _));
    }

    [Fact]
    public void Sensitive_attribute_leaves_the_others_readable_and_a_masked_one_is_fetched()
    {
        using SoftHsmToken token = softHsm.NewToken();
        nuint handle = CreateKey(token);
        using var query = new AttributeQuery((CKA.CLASS, 8), (CKA.PRIVATE_EXPONENT, 512), (CKA.MODULUS, 100), (CKA.ID, 8));

        Assert.Equal(CKR.ATTRIBUTE_SENSITIVE, token.Cryptoki.GetAttributeValue(token.Session, handle, query));

        Assert.False(query.IsAvailable(1));
        Assert.Equal(Key.ExportParameters(false).Modulus, query.GetBytes(CKA.MODULUS));
        Assert.Equal([0x42], query.GetBytes(CKA.ID)!);
    }

    private static byte[] Sign(SoftHsmToken token, Mechanism mechanism, ReadOnlySpan<byte> data)
    {
        Assert.Equal(CKR.OK, token.Cryptoki.SignInit(token.Session, mechanism, CreateKey(token)));
        byte[] signature = new byte[512];
        Assert.Equal(CKR.OK, token.Cryptoki.Sign(token.Session, data, signature, out int written));
        return signature[..written];
    }

    private static byte[] Decrypt(SoftHsmToken token, Mechanism mechanism, byte[] encrypted)
    {
        Assert.Equal(CKR.OK, token.Cryptoki.DecryptInit(token.Session, mechanism, CreateKey(token)));
        byte[] data = new byte[256];
        Assert.Equal(CKR.OK, token.Cryptoki.Decrypt(token.Session, encrypted, data, out int written));
        return data[..written];
    }

    private static nuint CreateKey(SoftHsmToken token)
    {
        RSAParameters key = Key.ExportParameters(true);
        using AttributeTemplate template = new AttributeTemplate(2048)
            .Add(CKO.PRIVATE_KEY).Add(CKA.KEY_TYPE, (ulong)CKK.RSA).Add(CKA.TOKEN, true).Add(CKA.PRIVATE, true)
            .Add(CKA.SENSITIVE, true).Add(CKA.EXTRACTABLE, false).Add(CKA.SIGN, true).Add(CKA.DECRYPT, true).Add(CKA.ID, [0x42])
            .Add(CKA.MODULUS, key.Modulus!).Add(CKA.PUBLIC_EXPONENT, key.Exponent!).Add(CKA.PRIVATE_EXPONENT, key.D!)
            .Add(CKA.PRIME_1, key.P!).Add(CKA.PRIME_2, key.Q!).Add(CKA.EXPONENT_1, key.DP!).Add(CKA.EXPONENT_2, key.DQ!)
            .Add(CKA.COEFFICIENT, key.InverseQ!);
        return token.Create(template);
    }
}
