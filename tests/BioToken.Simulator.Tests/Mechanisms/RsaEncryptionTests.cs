using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;

namespace BioToken.Simulator.Tests;

public class RsaEncryptionTests
{
    private static readonly byte[] Secret = "제안가 1,000원"u8.ToArray();

    public static TheoryData<CKM, CKG, string> Oaep => new()
    {
        { CKM.SHA_1, CKG.MGF1_SHA1, "" }, { CKM.SHA256, CKG.MGF1_SHA256, "" }, { CKM.SHA256, CKG.MGF1_SHA1, "" },
        { CKM.SHA256, CKG.MGF1_SHA256, "6C6162656C" }, { CKM.SHA384, CKG.MGF1_SHA384, "00" }, { CKM.SHA512, CKG.MGF1_SHA512, "FF00FF" },
    };

    [Theory]
    [MemberData(nameof(Oaep))]
    public void Decrypt_opens_what_openssl_encrypted_by_oaep(CKM hash, CKG mask, string label)
    {
        using Bench bench = Start(out _, out nuint privateKey);
        using TemporaryFolder directory = new();
        File.WriteAllText(directory["key.pem"], TestKeys.Rsa.ExportSubjectPublicKeyInfoPem());
        byte[] encrypted = OpenSsl.Run(
            ["pkeyutl", "-encrypt", "-pubin", "-inkey", directory["key.pem"], .. OaepOptions(hash, mask, label)], Secret);
        Assert.Equal(CKR.OK, bench.Decrypt(OaepArgument(hash, mask, label), privateKey, encrypted, out byte[] data));
        Assert.Equal(Secret, data);
    }

    [Theory]
    [MemberData(nameof(Oaep))]
    public void Encrypt_by_oaep_makes_what_openssl_opens(CKM hash, CKG mask, string label)
    {
        using Bench bench = Start(out nuint publicKey, out _);
        using TemporaryFolder directory = new();
        Assert.Equal(CKR.OK, bench.Encrypt(OaepArgument(hash, mask, label), publicKey, Secret, out byte[] encrypted));
        File.WriteAllText(directory["key.pem"], TestKeys.Rsa.ExportPkcs8PrivateKeyPem());
        Assert.Equal(
            Secret, OpenSsl.Run(["pkeyutl", "-decrypt", "-inkey", directory["key.pem"], .. OaepOptions(hash, mask, label)], encrypted));
    }

    [Fact]
    public void Encrypt_by_pkcs1_makes_what_dotnet_opens_and_the_other_way_round()
    {
        using Bench bench = Start(out nuint publicKey, out nuint privateKey);
        Assert.Equal(CKR.OK, bench.Encrypt(Pkcs1(), publicKey, Secret, out byte[] encrypted));
        Assert.Equal(Secret, TestKeys.Rsa.Decrypt(encrypted, RSAEncryptionPadding.Pkcs1));
        Assert.Equal(CKR.OK, bench.Decrypt(Pkcs1(), privateKey, TestKeys.Rsa.Encrypt(Secret, RSAEncryptionPadding.Pkcs1), out byte[] data));
        Assert.Equal(Secret, data);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(245)]
    public void Decrypt_gives_back_the_shortest_and_the_longest_data(int length)
    {
        using Bench bench = Start(out nuint publicKey, out nuint privateKey);
        byte[] data = new byte[length];
        Assert.Equal(CKR.OK, bench.Encrypt(Pkcs1(), publicKey, data, out byte[] encrypted));
        Assert.Equal(CKR.OK, bench.Decrypt(Pkcs1(), privateKey, encrypted, out byte[] opened));
        Assert.Equal(data, opened);
    }

    [Fact]
    public void Encrypt_of_too_much_data_answers_length_range_and_ends()
    {
        using Bench bench = Start(out nuint publicKey, out _);
        Assert.Equal(CKR.DATA_LEN_RANGE, bench.Encrypt(Pkcs1(), publicKey, new byte[246], out _));
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Encryption.Run(bench.Session, [1], OutputBuffer.Query, out _));
        Assert.Equal(CKR.DATA_LEN_RANGE, bench.Encrypt(OaepArgument(CKM.SHA256, CKG.MGF1_SHA256, ""), publicKey, new byte[191], out _));
        Assert.Equal(CKR.OK, bench.Encrypt(OaepArgument(CKM.SHA256, CKG.MGF1_SHA256, ""), publicKey, new byte[190], out _));
    }

    [Fact]
    public void Decrypt_of_damaged_data_answers_invalid_or_length_range_and_ends()
    {
        using Bench bench = Start(out nuint publicKey, out nuint privateKey);
        MechanismArgument oaep = OaepArgument(CKM.SHA256, CKG.MGF1_SHA256, "AA");
        bench.Encrypt(oaep, publicKey, Secret, out byte[] encrypted);
        Assert.Equal(CKR.ENCRYPTED_DATA_INVALID, bench.Decrypt(Pkcs1(), privateKey, new byte[256], out _));
        Assert.Equal(CKR.ENCRYPTED_DATA_INVALID, bench.Decrypt(Pkcs1(), privateKey, [.. new byte[255], 1], out _));
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Decryption.Run(bench.Session, encrypted, OutputBuffer.Query, out _));
        Assert.Equal(CKR.ENCRYPTED_DATA_LEN_RANGE, bench.Decrypt(oaep, privateKey, encrypted[1..], out _));
        Assert.Equal(
            CKR.ENCRYPTED_DATA_INVALID, bench.Decrypt(OaepArgument(CKM.SHA256, CKG.MGF1_SHA256, "BB"), privateKey, encrypted, out _));
        encrypted.AsSpan().Fill(0xFF);
        Assert.Equal(CKR.ENCRYPTED_DATA_INVALID, bench.Decrypt(oaep, privateKey, encrypted, out _));
    }

    [Fact]
    public void Decrypt_takes_a_place_as_short_as_the_data()
    {
        using Bench bench = Start(out nuint publicKey, out nuint privateKey);
        bench.Encrypt(Pkcs1(), publicKey, Secret, out byte[] encrypted);
        byte[] data = new byte[Secret.Length];
        bench.Module.Decryption.Init(bench.Session, Pkcs1(), privateKey);
        Assert.Equal(CKR.OK, bench.Module.Decryption.Run(bench.Session, encrypted, OutputBuffer.Query, out int needed));
        Assert.InRange(needed, Secret.Length, 256);
        Assert.Equal(CKR.BUFFER_TOO_SMALL, bench.Module.Decrypt(bench.Session, encrypted, data.AsSpan(1), out needed));
        Assert.Equal(Secret.Length, needed);
        Assert.Equal(CKR.OK, bench.Module.Decrypt(bench.Session, encrypted, data.AsSpan(), out _));
        Assert.Equal(Secret, data);
    }

    [Fact]
    public void Update_is_not_supported_and_ends()
    {
        using Bench bench = Start(out nuint publicKey, out nuint privateKey);
        bench.Module.Encryption.Init(bench.Session, Pkcs1(), publicKey);
        Assert.Equal(CKR.FUNCTION_NOT_SUPPORTED, bench.Module.Encryption.Update(bench.Session, [1], new byte[256].AsSpan(), out _));
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Encryption.Final(bench.Session, new byte[256].AsSpan(), out _));
        bench.Module.Decryption.Init(bench.Session, Pkcs1(), privateKey);
        Assert.Equal(CKR.FUNCTION_NOT_SUPPORTED, bench.Module.Decryption.Final(bench.Session, new byte[256].AsSpan(), out _));
    }

    [Theory]
    [InlineData(CKM.SHA224, CKG.MGF1_SHA256, 1UL, 0)]
    [InlineData(CKM.SHA256, CKG.MGF1_SHA224, 1UL, 0)]
    [InlineData(CKM.SHA256, CKG.MGF1_SHA256, 2UL, 0)]
    [InlineData(CKM.SHA256, CKG.MGF1_SHA256, 0UL, 1)]
    public void DecryptInit_with_a_parameter_that_does_not_fit_answers_param_invalid(CKM hash, CKG mask, ulong source, int labelLength)
    {
        using Bench bench = Start(out nuint publicKey, out nuint privateKey);
        MechanismArgument mechanism = new() { Type = CKM.RSA_PKCS_OAEP, Oaep = new(hash, mask, source, new byte[labelLength]) };
        Assert.Equal(CKR.MECHANISM_PARAM_INVALID, bench.Module.Decryption.Init(bench.Session, mechanism, privateKey));
        Assert.Equal(CKR.MECHANISM_PARAM_INVALID, bench.Module.Encryption.Init(bench.Session, mechanism, publicKey));
    }

    [Fact]
    public void DecryptInit_without_a_parameter_or_with_one_too_many_answers_param_invalid()
    {
        using Bench bench = Start(out nuint publicKey, out nuint privateKey);
        Assert.Equal(
            CKR.MECHANISM_PARAM_INVALID,
            bench.Module.Decryption.Init(bench.Session, new MechanismArgument { Type = CKM.RSA_PKCS_OAEP }, privateKey));
        Assert.Equal(
            CKR.MECHANISM_PARAM_INVALID,
            bench.Module.Encryption.Init(bench.Session, new MechanismArgument { Type = CKM.RSA_PKCS, Parameter = [0] }, publicKey));
    }

    private static Bench Start(out nuint publicKey, out nuint privateKey)
    {
        Bench bench = new Bench().LoginFully();
        publicKey = bench.Create(TestKeys.RsaPublic());
        privateKey = bench.Create(TestKeys.RsaPrivate());
        return bench;
    }

    private static MechanismArgument Pkcs1() => new() { Type = CKM.RSA_PKCS };

    private static MechanismArgument OaepArgument(CKM hash, CKG mask, string label)
        => new() { Type = CKM.RSA_PKCS_OAEP, Oaep = new(hash, mask, Source: 1, Convert.FromHexString(label)) };

    private static string[] OaepOptions(CKM hash, CKG mask, string label)
    {
        string[] options =
        [
            "-pkeyopt", "rsa_padding_mode:oaep", "-pkeyopt", $"rsa_oaep_md:{hash.ToString().Replace("_", "", StringComparison.Ordinal)}",
            "-pkeyopt", $"rsa_mgf1_md:{mask.ToString()["MGF1_".Length..]}",
        ];
        return label.Length == 0 ? options : [.. options, "-pkeyopt", $"rsa_oaep_label:{label}"];
    }
}
