using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Signing;

namespace BioToken.Tests.Signing;

public sealed class DecryptionMechanismTests
{
    [Fact]
    public void A_padding_without_a_mechanism_is_refused_and_those_that_have_one_are_named()
    {
        RSAEncryptionPadding padding = RSAEncryptionPadding.CreateOaep(HashAlgorithmName.MD5);

        CryptographicException e = Assert.Throws<CryptographicException>(() => DecryptionMechanism.Of(padding));

        Assert.Contains("OaepMD5 is not supported for encryption. Use PKCS #1 v1.5 or OAEP", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CKR.ENCRYPTED_DATA_INVALID, true)]
    [InlineData(CKR.ENCRYPTED_DATA_LEN_RANGE, true)]
    [InlineData(CKR.DATA_INVALID, false)]
    [InlineData(CKR.FUNCTION_FAILED, false)]
    public void Only_a_complaint_about_encrypted_data_means_that_they_are_for_another_key(CKR result, bool isWrongData)
        => Assert.Equal(isWrongData, DecryptionMechanism.IsWrongData(result));
}
