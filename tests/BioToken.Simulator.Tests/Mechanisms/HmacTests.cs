using System.Security.Cryptography;
using System.Text;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;

namespace BioToken.Simulator.Tests;

public class HmacTests
{
    // RFC 4231 section 4.3.
    private const string Question = "what do ya want for nothing?";

    [Theory]
    [InlineData(CKM.SHA256_HMAC, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
    [InlineData(
        CKM.SHA384_HMAC, "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649")]
    public void Sign_gives_the_vectors_of_rfc_4231(CKM type, string expected)
    {
        using Bench bench = new Bench().LoginFully();
        nuint key = bench.Create(TestKeys.Secret(CKK.GENERIC_SECRET, "Jefe"u8.ToArray()));
        byte[] mac = bench.Sign(new MechanismArgument { Type = type }, key, Encoding.ASCII.GetBytes(Question));
        Assert.Equal(expected, Convert.ToHexStringLower(mac));
    }

    [Theory]
    [InlineData(CKM.SHA_1_HMAC, "-sha1")]
    [InlineData(CKM.SHA512_HMAC, "-sha512")]
    public void Sign_agrees_with_openssl(CKM type, string option)
    {
        using Bench bench = new Bench().LoginFully();
        byte[] secret = RandomNumberGenerator.GetBytes(100);
        byte[] data = RandomNumberGenerator.GetBytes(300);
        nuint key = bench.Create(TestKeys.Secret(CKK.GENERIC_SECRET, secret));
        byte[] expected = OpenSsl.Run(
            ["dgst", option, "-mac", "HMAC", "-macopt", $"hexkey:{Convert.ToHexString(secret)}", "-binary"], data);
        Assert.Equal(expected, bench.Sign(new MechanismArgument { Type = type }, key, data));
    }

    [Fact]
    public void SignInit_with_a_secret_that_is_too_long_answers_size_range()
    {
        using Bench bench = new Bench().LoginFully();
        nuint key = bench.Create(TestKeys.Secret(CKK.GENERIC_SECRET, new byte[513]));
        Assert.Equal(
            CKR.KEY_SIZE_RANGE, bench.Module.Signing.SignInit(bench.Session, new MechanismArgument { Type = CKM.SHA256_HMAC }, key));
    }
}
