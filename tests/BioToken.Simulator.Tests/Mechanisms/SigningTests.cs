using System.Numerics;
using System.Security.Cryptography;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Tests;

public class SigningTests
{
    private static readonly byte[] Message = "입찰서 1,000원"u8.ToArray();

    public static TheoryData<CKM, string> HashedRsa => new()
    {
        { CKM.SHA1_RSA_PKCS, "SHA1" },
        { CKM.SHA256_RSA_PKCS, "SHA256" },
        { CKM.SHA384_RSA_PKCS, "SHA384" },
        { CKM.SHA512_RSA_PKCS, "SHA512" },
    };

    public static TheoryData<CKM, CKM, CKG, string> HashedPss => new()
    {
        { CKM.SHA256_RSA_PKCS_PSS, CKM.SHA256, CKG.MGF1_SHA256, "SHA256" },
        { CKM.SHA384_RSA_PKCS_PSS, CKM.SHA384, CKG.MGF1_SHA384, "SHA384" },
        { CKM.SHA512_RSA_PKCS_PSS, CKM.SHA512, CKG.MGF1_SHA512, "SHA512" },
    };

    [Theory]
    [MemberData(nameof(HashedRsa))]
    public void Sign_with_a_hashed_rsa_mechanism_verifies(CKM mechanism, string hash)
    {
        using Bench bench = Start(out nuint key);
        Assert.Equal(CKR.OK, bench.Sign(new Mechanism(mechanism), key, Message, out byte[] signature));
        Assert.True(TestKeys.Rsa.VerifyData(Message, signature, new HashAlgorithmName(hash), RSASignaturePadding.Pkcs1));
    }

    [Theory]
    [InlineData("SHA1", "3021300906052b0e03021a05000414")]
    [InlineData("SHA256", "3031300d060960864801650304020105000420")]
    [InlineData("SHA384", "3041300d060960864801650304020205000430")]
    [InlineData("SHA512", "3051300d060960864801650304020305000440")]
    public void Sign_of_a_digest_info_with_rsa_pkcs_verifies(string hash, string prefix)
    {
        using Bench bench = Start(out nuint key);
        byte[] digestInfo = [.. Convert.FromHexString(prefix), .. CryptographicOperations.HashData(new HashAlgorithmName(hash), Message)];
        Assert.Equal(CKR.OK, bench.Sign(new Mechanism(CKM.RSA_PKCS), key, digestInfo, out byte[] signature));
        Assert.True(TestKeys.Rsa.VerifyData(Message, signature, new HashAlgorithmName(hash), RSASignaturePadding.Pkcs1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(36)]
    [InlineData(245)]
    public void Sign_of_other_data_with_rsa_pkcs_pads_them(int length)
    {
        using Bench bench = Start(out nuint key);
        byte[] data = RandomNumberGenerator.GetBytes(length);
        Assert.Equal(CKR.OK, bench.Sign(new Mechanism(CKM.RSA_PKCS), key, data, out byte[] signature));
        RSAParameters p = TestKeys.Rsa.ExportParameters(includePrivateParameters: false);
        BigInteger opened = BigInteger.ModPow(Number(signature), Number(p.Exponent!), Number(p.Modulus!));
        byte[] expected = [0, 1, .. Enumerable.Repeat((byte)0xFF, 253 - length), 0, .. data];
        Assert.Equal(Number(expected), opened);
    }

    [Fact]
    public void Sign_of_too_much_data_with_rsa_pkcs_answers_length_range_and_ends()
    {
        using Bench bench = Start(out nuint key);
        Assert.Equal(CKR.DATA_LEN_RANGE, bench.Sign(new Mechanism(CKM.RSA_PKCS), key, new byte[246], out _));
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Sign(bench.Session, [1], new byte[256], out _));
    }

    [Theory]
    [MemberData(nameof(HashedPss))]
    public void Sign_with_a_hashed_pss_mechanism_verifies(CKM mechanism, CKM hash, CKG mask, string name)
    {
        using Bench bench = Start(out nuint key);
        int length = CryptographicOperations.HashData(new HashAlgorithmName(name), []).Length;
        Assert.Equal(
            CKR.OK, bench.Sign(new Mechanism(mechanism) { Pss = new PssParameters(hash, mask, length) }, key, Message, out byte[] signature));
        Assert.True(TestKeys.Rsa.VerifyData(Message, signature, new HashAlgorithmName(name), RSASignaturePadding.Pss));
    }

    [Fact]
    public void Sign_of_a_digest_with_pss_verifies()
    {
        using Bench bench = Start(out nuint key);
        Mechanism pss = new(CKM.RSA_PKCS_PSS) { Pss = new PssParameters(CKM.SHA256, CKG.MGF1_SHA256, 32) };
        Assert.Equal(CKR.OK, bench.Sign(pss, key, SHA256.HashData(Message), out byte[] signature));
        Assert.True(TestKeys.Rsa.VerifyData(Message, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss));
        Assert.Equal(CKR.DATA_LEN_RANGE, bench.Sign(pss, key, Message, out _));
    }

    [Fact]
    public void SignInit_with_a_parameter_that_does_not_fit_answers_param_invalid()
    {
        using Bench bench = Start(out nuint key);
        Mechanism[] bad =
        [
            new(CKM.RSA_PKCS_PSS), new(CKM.RSA_PKCS) { Pss = new PssParameters(CKM.SHA256, CKG.MGF1_SHA256, 32) },
            new(CKM.RSA_PKCS_PSS) { Pss = new PssParameters(CKM.SHA256, (CKG)99, 32) },
            new(CKM.RSA_PKCS_PSS) { Pss = new PssParameters(CKM.SHA256, CKG.MGF1_SHA256, 223) },

            new(CKM.RSA_PKCS_PSS) { Pss = new PssParameters(CKM.SHA256, CKG.MGF1_SHA256, -1) },
            new(CKM.SHA256_RSA_PKCS_PSS) { Pss = new PssParameters(CKM.SHA384, CKG.MGF1_SHA384, 48) },
            new(CKM.RSA_PKCS_PSS) { Pss = new PssParameters(CKM.MD5, CKG.MGF1_SHA1, 16) },
        ];
        Assert.All(bad, mechanism => Assert.Equal(CKR.MECHANISM_PARAM_INVALID, bench.Module.SignInit(bench.Session, mechanism, key)));
    }

    [Theory]
    [InlineData("1.2.840.10045.3.1.7", 256)]
    [InlineData("1.3.132.0.34", 384)]
    public void Sign_with_ecdsa_verifies(string curve, int bits)
    {
        using ECDsa ec = ECDsa.Create(ECCurve.CreateFromValue(curve));
        using Bench bench = new Bench().LoginFully();
        nuint key = bench.Create(TestKeys.EcPrivate(key: ec, curve: curve));
        Assert.Equal(CKR.OK, bench.Sign(new Mechanism(CKM.ECDSA), key, SHA256.HashData(Message), out byte[] raw));
        Assert.Equal(CKR.OK, bench.Sign(new Mechanism(CKM.ECDSA_SHA256), key, Message, out byte[] hashed));
        Assert.Equal(bits / 4, raw.Length);
        Assert.True(ec.VerifyData(Message, raw, HashAlgorithmName.SHA256));
        Assert.True(ec.VerifyData(Message, hashed, HashAlgorithmName.SHA256));
    }

    [Fact]
    public void Sign_is_accepted_by_the_openssl_command()
    {
        using Bench bench = Start(out nuint key);
        using TemporaryFolder directory = new();
        bench.Sign(new Mechanism(CKM.SHA256_RSA_PKCS), key, Message, out byte[] signature);
        File.WriteAllText(directory["key.pem"], TestKeys.Rsa.ExportSubjectPublicKeyInfoPem());
        File.WriteAllBytes(directory["signature"], signature);
        File.WriteAllBytes(directory["message"], Message);
        string[] verify = ["dgst", "-sha256", "-verify", directory["key.pem"], "-signature", directory["signature"], directory["message"]];
        Assert.True(OpenSsl.Succeeds(verify));
        File.AppendAllText(directory["message"], "0");
        Assert.False(OpenSsl.Succeeds(verify));
    }

    [Fact]
    public void Sign_of_other_data_is_accepted_by_the_openssl_command()
    {
        using Bench bench = Start(out nuint key);
        using TemporaryFolder directory = new();
        bench.Sign(new Mechanism(CKM.RSA_PKCS), key, Message, out byte[] signature);
        File.WriteAllText(directory["key.pem"], TestKeys.Rsa.ExportSubjectPublicKeyInfoPem());
        File.WriteAllBytes(directory["signature"], signature);
        File.WriteAllBytes(directory["message"], Message);
        Assert.True(OpenSsl.Succeeds("pkeyutl", "-verify", "-pubin", "-inkey", directory["key.pem"],
            "-sigfile", directory["signature"], "-in", directory["message"]));
    }

    [Fact]
    public void SignInit_with_a_key_that_does_not_fit_answers_why()
    {
        using Bench bench = Start(out nuint key);
        nuint noSign = bench.Create(TestKeys.RsaPrivate().Add(CKA.SIGN, false));
        nuint limited = bench.Create(TestKeys.RsaPrivate().Add(CKA.ALLOWED_MECHANISMS, BitConverter.GetBytes((ulong)CKM.RSA_PKCS)));
        nuint publicKey = bench.Create(TestKeys.RsaPublic());
        Assert.Equal(CKR.MECHANISM_INVALID, bench.Module.SignInit(bench.Session, new Mechanism(CKM.RSA_X_509), key));
        Assert.Equal(CKR.KEY_HANDLE_INVALID, bench.Module.SignInit(bench.Session, new Mechanism(CKM.RSA_PKCS), 999));
        Assert.Equal(CKR.KEY_TYPE_INCONSISTENT, bench.Module.SignInit(bench.Session, new Mechanism(CKM.ECDSA), key));
        Assert.Equal(CKR.KEY_TYPE_INCONSISTENT, bench.Module.SignInit(bench.Session, new Mechanism(CKM.RSA_PKCS), publicKey));
        Assert.Equal(CKR.KEY_FUNCTION_NOT_PERMITTED, bench.Module.SignInit(bench.Session, new Mechanism(CKM.RSA_PKCS), noSign));
        Assert.Equal(CKR.MECHANISM_INVALID, bench.Module.SignInit(bench.Session, new Mechanism(CKM.SHA256_RSA_PKCS), limited));
        Assert.Equal(CKR.OK, bench.Module.SignInit(bench.Session, new Mechanism(CKM.RSA_PKCS), limited));
    }

    [Fact]
    public void SignInit_with_a_key_whose_list_of_mechanisms_is_empty_takes_any()
    {
        using Bench bench = new Bench().LoginFully();
        nuint key = bench.Create(TestKeys.RsaPrivate().Add(CKA.ALLOWED_MECHANISMS, []));
        Assert.Equal(CKR.OK, bench.Module.SignInit(bench.Session, new Mechanism(CKM.RSA_PKCS), key));
    }

    [Fact]
    public void SignInit_twice_answers_operation_active()
    {
        using Bench bench = Start(out nuint key);
        bench.Module.SignInit(bench.Session, new Mechanism(CKM.RSA_PKCS), key);
        Assert.Equal(CKR.OPERATION_ACTIVE, bench.Module.SignInit(bench.Session, new Mechanism(CKM.RSA_PKCS), key));
    }

    [Fact]
    public void Sign_without_init_answers_not_initialized()
    {
        using Bench bench = Start(out _);
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Sign(bench.Session, [1], new byte[256], out _));
    }

    [Fact]
    public void Sign_by_many_threads_at_once_gives_right_signatures()
    {
        using Bench bench = Start(out nuint key);
        Parallel.For(0, 8, i =>
        {
            nuint session = bench.Open(readWrite: false);
            byte[] signature = new byte[256];
            for (int round = 0; round < 10; round++)
            {
                byte[] data = [(byte)i, (byte)round];
                Assert.Equal(CKR.OK, bench.Module.SignInit(session, new Mechanism(CKM.SHA256_RSA_PKCS), key));
                Assert.Equal(CKR.OK, bench.Module.Sign(session, data, signature, out _));
                Assert.True(TestKeys.Rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
            }
        });
    }

    private static Bench Start(out nuint key)
    {
        Bench bench = new Bench().LoginFully();
        key = bench.Create(TestKeys.RsaPrivate());
        return bench;
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
