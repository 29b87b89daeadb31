using System.Globalization;
using System.Security.Cryptography;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Mechanisms.Signing;
using BioToken.Simulator.Objects.Keys;

namespace BioToken.Simulator.Tests;

public class PssTests
{
    private static readonly byte[] Message = "입찰서"u8.ToArray();

    public static TheoryData<CKM, CKG, int> Choices => new()
    {
        { CKM.SHA256, CKG.MGF1_SHA256, 0 }, { CKM.SHA256, CKG.MGF1_SHA1, 20 }, { CKM.SHA256, CKG.MGF1_SHA256, 222 },
        { CKM.SHA384, CKG.MGF1_SHA512, 48 }, { CKM.SHA512, CKG.MGF1_SHA512, 190 },
    };

    [Theory]
    [MemberData(nameof(Choices))]
    public void Sign_with_any_salt_and_mask_is_accepted_by_openssl(CKM hash, CKG mask, int salt)
    {
        using Bench bench = new Bench().LoginFully();
        using TemporaryFolder directory = new();
        byte[] signature = bench.Sign(Argument(hash, mask, salt), bench.Create(TestKeys.RsaPrivate()), Message);
        File.WriteAllText(directory["key.pem"], TestKeys.Rsa.ExportSubjectPublicKeyInfoPem());
        File.WriteAllBytes(directory["signature"], signature);
        File.WriteAllBytes(directory["message"], Message);
        Assert.True(OpenSsl.Succeeds(
        [
            "dgst", $"-{hash.ToString().ToLowerInvariant()}", .. Options(mask, salt),
            "-verify", directory["key.pem"], "-signature", directory["signature"], directory["message"],
        ]));
    }

    [Theory]
    [MemberData(nameof(Choices))]
    public void Verify_with_any_salt_and_mask_accepts_what_openssl_signed(CKM hash, CKG mask, int salt)
    {
        using Bench bench = new Bench().LoginFully();
        using TemporaryFolder directory = new();
        File.WriteAllText(directory["key.pem"], TestKeys.Rsa.ExportPkcs8PrivateKeyPem());
        byte[] signature = OpenSsl.Run(
            ["dgst", $"-{hash.ToString().ToLowerInvariant()}", .. Options(mask, salt), "-sign", directory["key.pem"], "-binary"], Message);
        nuint key = bench.Create(TestKeys.RsaPublic());
        Assert.Equal(CKR.OK, bench.Verify(Argument(hash, mask, salt), key, Message, signature));
        Assert.Equal(
            CKR.SIGNATURE_INVALID, bench.Verify(Argument(hash, mask, salt + 1 > 190 ? salt - 1 : salt + 1), key, Message, signature));
    }

    [Theory]
    [InlineData(2049)]
    [InlineData(2055)]
    public void Encode_for_a_modulus_of_odd_size_can_be_verified(int bits)
    {
        PssEncoding encoding = new(HashAlgorithmName.SHA256, HashAlgorithmName.SHA1, saltLength: 10);
        byte[] digest = SHA256.HashData(Message);
        byte[] encoded = new byte[(bits + 7) / 8];
        encoding.Encode(digest, bits, encoded);
        Assert.True(RsaParts.BitLength(encoded) < bits);
        Assert.True(encoding.Verify(digest, bits, encoded));
    }

    private static MechanismArgument Argument(CKM hash, CKG mask, int salt) => new()
    {
        Type = hash switch
        {
            CKM.SHA256 => CKM.SHA256_RSA_PKCS_PSS,
            CKM.SHA384 => CKM.SHA384_RSA_PKCS_PSS,
            _ => CKM.SHA512_RSA_PKCS_PSS,
        },
        Pss = new PssParameters(hash, mask, salt),
    };

    private static string[] Options(CKG mask, int salt) =>
    [
        "-sigopt", "rsa_padding_mode:pss", "-sigopt", $"rsa_pss_saltlen:{salt.ToString(CultureInfo.InvariantCulture)}",
        "-sigopt", $"rsa_mgf1_md:{mask.ToString()["MGF1_".Length..].ToLowerInvariant()}",
    ];
}
