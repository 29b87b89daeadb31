using System.Security.Cryptography;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;

namespace BioToken.Simulator.Tests;

public class KeyUseTests
{
    public static TheoryData<CKA> Uses => [CKA.SIGN, CKA.VERIFY, CKA.ENCRYPT, CKA.DECRYPT];

    [Theory]
    [MemberData(nameof(Uses))]
    public void Init_with_the_wrong_kind_of_key_answers_why(CKA use)
    {
        using Bench bench = new Bench().LoginFully();
        nuint wrongHalf = bench.Create(use is CKA.SIGN or CKA.DECRYPT ? TestKeys.RsaPublic() : TestKeys.RsaPrivate());
        nuint secret = bench.Create(TestKeys.Secret(CKK.AES, new byte[16]));
        nuint certificate = bench.Create(TestKeys.Certificate());
        Assert.Equal(CKR.KEY_HANDLE_INVALID, Init(bench, use, CKM.RSA_PKCS, 999));
        Assert.Equal(CKR.KEY_TYPE_INCONSISTENT, Init(bench, use, CKM.RSA_PKCS, wrongHalf));
        Assert.Equal(CKR.KEY_TYPE_INCONSISTENT, Init(bench, use, CKM.RSA_PKCS, secret));
        Assert.Equal(CKR.KEY_TYPE_INCONSISTENT, Init(bench, use, CKM.RSA_PKCS, certificate));
    }

    [Theory]
    [MemberData(nameof(Uses))]
    public void Init_with_a_key_that_forbids_the_use_answers_not_permitted(CKA use)
    {
        using Bench bench = new Bench().LoginFully();
        AttributeTemplate template = use is CKA.SIGN or CKA.DECRYPT ? TestKeys.RsaPrivate() : TestKeys.RsaPublic();
        Assert.Equal(CKR.KEY_FUNCTION_NOT_PERMITTED, Init(bench, use, CKM.RSA_PKCS, bench.Create(template.Add(use, false))));
    }

    [Theory]
    [MemberData(nameof(Uses))]
    public void Init_with_a_key_that_is_kept_for_other_mechanisms_answers_mechanism_invalid(CKA use)
    {
        using Bench bench = new Bench().LoginFully();
        AttributeTemplate template = use is CKA.SIGN or CKA.DECRYPT ? TestKeys.RsaPrivate() : TestKeys.RsaPublic();
        byte[] allowed = [.. BitConverter.GetBytes((ulong)CKM.SHA1_RSA_PKCS), .. BitConverter.GetBytes((ulong)CKM.SHA512_RSA_PKCS)];
        Assert.Equal(CKR.MECHANISM_INVALID, Init(bench, use, CKM.RSA_PKCS, bench.Create(template.Add(CKA.ALLOWED_MECHANISMS, allowed))));
    }

    [Theory]
    [InlineData(CKA.ENCRYPT, CKM.SHA256_RSA_PKCS)]
    [InlineData(CKA.DECRYPT, CKM.ECDSA)]
    [InlineData(CKA.SIGN, CKM.RSA_PKCS_OAEP)]
    [InlineData(CKA.VERIFY, CKM.SHA256)]
    [InlineData(CKA.SIGN, CKM.AES_CBC)]
    [InlineData(CKA.ENCRYPT, CKM.SHA256_HMAC)]
    [InlineData(CKA.SIGN, (CKM)999)]
    public void Init_of_a_mechanism_for_other_uses_answers_mechanism_invalid(CKA use, CKM type)
    {
        using Bench bench = new Bench().LoginFully();
        Assert.Equal(CKR.MECHANISM_INVALID, Init(bench, use, type, bench.Create(TestKeys.RsaPrivate())));
    }

    [Fact]
    public void Init_with_a_private_key_after_logout_answers_key_handle_invalid()
    {
        using Bench bench = new Bench().LoginFully();
        nuint key = bench.Create(TestKeys.RsaPrivate());
        bench.Module.Logout(bench.Session);
        Assert.Equal(CKR.KEY_HANDLE_INVALID, Init(bench, CKA.DECRYPT, CKM.RSA_PKCS, key));
    }

    [Fact]
    public void Public_and_secret_keys_of_a_session_need_no_login()
    {
        using Bench bench = new();
        nuint rsa = bench.Create(TestKeys.RsaPublic(onToken: false));
        nuint aes = bench.Create(TestKeys.Secret(CKK.AES, RandomNumberGenerator.GetBytes(32)));
        Assert.Equal(CKR.OK, Init(bench, CKA.VERIFY, CKM.RSA_PKCS, rsa));
        Assert.Equal(CKR.OK, Init(bench, CKA.ENCRYPT, CKM.AES_ECB, aes));
    }

    private static CKR Init(Bench bench, CKA use, CKM type, nuint key)
    {
        MechanismArgument mechanism = new() { Type = type };
        return use switch
        {
            CKA.SIGN => bench.Module.Signing.SignInit(bench.Session, mechanism, key),
            CKA.VERIFY => bench.Module.Verification.VerifyInit(bench.Session, mechanism, key),
            CKA.ENCRYPT => bench.Module.Encryption.Init(bench.Session, mechanism, key),
            _ => bench.Module.Decryption.Init(bench.Session, mechanism, key),
        };
    }
}
