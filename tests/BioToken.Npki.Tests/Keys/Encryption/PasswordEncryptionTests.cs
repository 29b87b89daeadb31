using System.Formats.Asn1;
using BioToken.Npki.Errors;
using BioToken.Npki.Keys;
using BioToken.Npki.Keys.Encryption;

namespace BioToken.Npki.Tests;

public sealed class PasswordEncryptionTests
{
    private const string Aes192 = "2.16.840.1.101.3.4.1.22";
    private const string Aes256 = "2.16.840.1.101.3.4.1.42";
    private const string HmacSha256 = "1.2.840.113549.2.9";
    private const string TripleDes = "1.2.840.113549.1.12.1.3";
    private const string TripleDesOfTwoKeys = "1.2.840.113549.1.12.1.4";
    private const string Rc2Of40 = "1.2.840.113549.1.12.1.6";

    private static readonly byte[] Salt = new byte[8];
    private static readonly byte[] Block = new byte[16];

    [Theory]
    [InlineData(1)]
    [InlineData(PasswordEncryption.MaxSaltLength)]
    public void Read_salt_at_a_limit_is_accepted(int length)
        => Assert.Equal(length, Read(KeyFileBuilder.OneStep(KeyFileBuilder.SeedCbcWithSha1, new byte[length], 1, Block)).Salt.Length);

    [Theory]
    [InlineData(1)]
    [InlineData(PasswordEncryption.MaxIterations)]
    public void Read_iterations_at_a_limit_are_accepted(int iterations)
        => Assert.Equal(iterations, Read(KeyFileBuilder.OneStep(KeyFileBuilder.SeedCbcWithSha1, Salt, iterations, Block)).Iterations);

    [Theory]
    [InlineData(KeyFileBuilder.SeedCbcWithSha1, 10)]
    [InlineData(KeyFileBuilder.SeedCbc, 10)]
    public void Work_of_a_scheme_of_NPKI_is_its_iterations(string scheme, long work)
        => Assert.Equal(work, Read(KeyFileBuilder.OneStep(scheme, Salt, 10, Block)).Work);

    [Theory]
    [InlineData(KeyFileBuilder.SeedCbc, null, 10)]
    [InlineData(Aes192, null, 20)]
    [InlineData(Aes256, HmacSha256, 10)]
    public void Work_of_PBES2_counts_the_hashes_that_the_key_takes(string cipher, string? prf, long work)
        => Assert.Equal(work, Read(KeyFileBuilder.Pbes2(Salt, 10, Block, prf: prf, scheme: cipher)).Work);

    [Theory]
    [InlineData(TripleDes, 30)]
    [InlineData(TripleDesOfTwoKeys, 20)]
    [InlineData(Rc2Of40, 20)]
    [InlineData(KeyFileBuilder.SeedCbcWithSha1, 20)]
    public void Work_within_PKCS12_counts_the_hashes_of_key_and_vector(string scheme, long work)
        => Assert.Equal(work, Read(KeyFileBuilder.OneStep(scheme, Salt, 10, Block), withinPkcs12: true).Work);

    [Theory]
    [InlineData(KeyFileBuilder.SeedCbcWithSha1, "seedCBCWithSHA1 (PBKDF1 SHA-1, SEED-CBC)")]
    [InlineData(KeyFileBuilder.SeedCbc, "seedCBC (PBKDF1 SHA-1, SEED-CBC, fixed vector)")]
    public void Description_of_a_scheme_of_NPKI_names_its_parts(string scheme, string description)
        => Assert.Equal(description, Read(KeyFileBuilder.OneStep(scheme, Salt, 1, Block)).Description);

    [Fact]
    public void Read_seedCBC_within_PKCS12_keeps_its_derivation()
        => Assert.IsType<SeedPbe>(Read(KeyFileBuilder.OneStep(KeyFileBuilder.SeedCbc, Salt, 1, Block), withinPkcs12: true));

    [Fact]
    public void Read_PBES2_whose_PRF_has_NULL_is_accepted()
        => Assert.Equal("PBES2 (PBKDF2 HMAC-SHA256, SEED-CBC)", Read(Pbes2(withinPrf: writer => writer.WriteNull())).Description);

    [Fact]
    public void Read_PBES2_whose_PRF_has_parameters_is_malformed()
    {
        AssertMalformed(Pbes2(withinPrf: writer => writer.WriteInteger(1)));
        AssertMalformed(Pbes2(withinPrf: WriteTwoNulls));
    }

    [Fact]
    public void Read_PBES2_with_more_than_its_parameters_is_malformed()
    {
        AssertMalformed(Pbes2(afterPrf: writer => writer.WriteNull()));
        AssertMalformed(Pbes2(afterDerivation: writer => writer.WriteNull()));
        AssertMalformed(Pbes2(afterVector: writer => writer.WriteNull()));
        AssertMalformed(Pbes2(afterScheme: writer => writer.WriteNull()));
    }

    [Fact]
    public void Read_PBES2_whose_salt_comes_from_another_source_names_it()
    {
        NpkiException e = Assert.Throws<NpkiException>(() => Read(Pbes2(writeSalt: writer =>
        {
            using (writer.PushSequence())
                writer.WriteObjectIdentifier("1.2.3.4");
        })));
        Assert.Equal(NpkiFailure.UnsupportedAlgorithm, e.Reason);
        Assert.Equal("1.2.3.4", e.Algorithm);
    }

    private static PasswordEncryption Read(byte[] file, bool withinPkcs12 = false)
        => EncryptionSchemes.Read(new AsnReader(file, AsnEncodingRules.DER).ReadSequence().ReadSequence(), withinPkcs12);

    private static void AssertMalformed(byte[] file)
        => Assert.Equal(NpkiFailure.Malformed, Assert.Throws<NpkiException>(() => EncryptedPrivateKey.Parse(file)).Reason);

    private static void WriteTwoNulls(AsnWriter writer)
    {
        writer.WriteNull();
        writer.WriteNull();
    }

    private static byte[] Pbes2(
        Action<AsnWriter>? writeSalt = null, Action<AsnWriter>? withinPrf = null, Action<AsnWriter>? afterPrf = null,
        Action<AsnWriter>? afterDerivation = null, Action<AsnWriter>? afterVector = null, Action<AsnWriter>? afterScheme = null)
        => KeyFileBuilder.Build(
            "1.2.840.113549.1.5.13",
            writer =>
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier("1.2.840.113549.1.5.12");
                    using (writer.PushSequence())
                        WritePbkdf2(writer, writeSalt ?? (salt => salt.WriteOctetString(Salt)), withinPrf, afterPrf);
                    afterDerivation?.Invoke(writer);
                }

                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(KeyFileBuilder.SeedCbc);
                    writer.WriteOctetString(Block);
                    afterVector?.Invoke(writer);
                }

                afterScheme?.Invoke(writer);
            },
            Block);

    private static void WritePbkdf2(
        AsnWriter writer, Action<AsnWriter> writeSalt, Action<AsnWriter>? withinPrf, Action<AsnWriter>? afterPrf)
    {
        writeSalt(writer);
        writer.WriteInteger(1);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(HmacSha256);
            withinPrf?.Invoke(writer);
        }

        afterPrf?.Invoke(writer);
    }
}
