using System.Security.Cryptography;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;
using BioToken.Signing;

namespace BioToken.Tests.Signing;

public sealed class SignatureInputTests
{
    [Theory]
    [InlineData("SHA1", CKM.SHA1_RSA_PKCS, CKM.SHA1_RSA_PKCS_PSS, CKM.SHA_1, CKG.MGF1_SHA1, 20)]
    [InlineData("SHA256", CKM.SHA256_RSA_PKCS, CKM.SHA256_RSA_PKCS_PSS, CKM.SHA256, CKG.MGF1_SHA256, 32)]
    [InlineData("SHA384", CKM.SHA384_RSA_PKCS, CKM.SHA384_RSA_PKCS_PSS, CKM.SHA384, CKG.MGF1_SHA384, 48)]
    [InlineData("SHA512", CKM.SHA512_RSA_PKCS, CKM.SHA512_RSA_PKCS_PSS, CKM.SHA512, CKG.MGF1_SHA512, 64)]
    public void A_hashing_mechanism_is_that_of_digest_and_padding_and_PSS_alone_has_a_parameter(
        string name, CKM pkcs1, CKM pss, CKM digest, CKG mask, int saltLength)
    {
        HashAlgorithmName algorithm = new(name);

        Assert.Equal(new Mechanism(pkcs1), SignatureInput.Hashing(algorithm, RSASignaturePadding.Pkcs1));
        Assert.Equal(
            new Mechanism(pss) { Pss = new PssParameters(digest, mask, saltLength) }, SignatureInput.Hashing(algorithm, RSASignaturePadding.Pss));
    }

    [Theory]
    [InlineData(31)]
    [InlineData(33)]
    public void A_digest_of_another_length_is_refused_with_both_lengths(int length)
    {
        CryptographicException e = Assert.Throws<CryptographicException>(
            () => SignatureRequest.ForHash(new byte[length], HashAlgorithmName.SHA256, RSASignaturePadding.Pss));

        Assert.Contains($"A SHA256 digest has 32 bytes, this one has {length}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_digest_without_a_mechanism_is_refused_and_those_that_have_one_are_named()
    {
        CryptographicException e = Assert.Throws<CryptographicException>(
            () => SignatureRequest.ForData(new byte[3], HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1));

        Assert.Contains("The digest MD5 is not supported. Use SHA-256", e.Message, StringComparison.Ordinal);
    }
}
