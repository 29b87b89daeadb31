using System.Formats.Asn1;
using System.Security.Cryptography;
using BioToken.Npki.Errors;
using BioToken.Npki.Keys;

namespace BioToken.Npki.Tests;

public sealed class NpkiPrivateKeyTests
{
    private const string RandomValueOid = "1.2.410.200004.10.1.1.3";

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Parse_with_or_without_NULL_and_R_keeps_bytes_and_signs(bool withNull, bool withR)
    {
        byte[] der = TestKeys.Pkcs8(withNull, withR ? writer => TestKeys.WriteR(writer, TestKeys.R) : null);
        using NpkiPrivateKey key = NpkiPrivateKey.Parse(der);

        Assert.Equal(der, key.Pkcs8);
        Assert.Equal(withR, key.HasRandomValue);
        Assert.Equal(withR ? TestKeys.R : [], key.RandomValue);
        using RSA rsa = key.GetRSAPrivateKey();
        byte[] signature = rsa.SignData("bid"u8, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Assert.True(TestKeys.Rsa.VerifyData("bid"u8, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(128)]
    public void RandomValue_of_any_length_as_BIT_STRING_or_OCTET_STRING_is_read(int length)
    {
        byte[] r = RandomNumberGenerator.GetBytes(length);
        using NpkiPrivateKey current = NpkiPrivateKey.Parse(TestKeys.Pkcs8(writeAttributes: writer => TestKeys.WriteR(writer, r)));
        using NpkiPrivateKey old = NpkiPrivateKey.Parse(TestKeys.Pkcs8(
            writeAttributes: writer => TestKeys.WriteAttribute(writer, RandomValueOid, set => set.WriteOctetString(r))));
        Assert.Equal(r, current.RandomValue);
        Assert.Equal(r, old.RandomValue);
    }

    [Fact]
    public void RandomValue_that_cannot_be_used_costs_itself_only()
    {
        AssertUnusable(writer => TestKeys.WriteR(writer, new byte[129]));
        AssertUnusable(writer => TestKeys.WriteAttribute(writer, RandomValueOid, set => set.WriteBitString([0xF0], 4)));
        AssertUnusable(writer => TestKeys.WriteAttribute(writer, RandomValueOid, set => set.WriteBitString([])));
        AssertUnusable(writer => TestKeys.WriteAttribute(writer, RandomValueOid, set => set.WriteInteger(5)));
        AssertUnusable(writer => TestKeys.WriteAttribute(writer, RandomValueOid, _ => { }));
        AssertUnusable(writer => TestKeys.WriteAttribute(writer, RandomValueOid, set =>
        {
            set.WriteBitString([1]);
            set.WriteBitString([2]);
        }));
        AssertUnusable(writer =>
        {
            TestKeys.WriteR(writer, [1]);
            TestKeys.WriteR(writer, [2]);
        });
    }

    [Fact]
    public void Parse_version_1_with_its_public_key_is_read()
    {
        byte[] der = TestKeys.Pkcs8(writeAttributes: writer => TestKeys.WriteR(writer, TestKeys.R));
        AsnReader reader = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        reader.ReadInteger();
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            while (reader.HasData)
                writer.WriteEncodedValue(reader.ReadEncodedValue().Span);
            writer.WriteBitString(TestKeys.Rsa.ExportRSAPublicKey(), 0, new Asn1Tag(TagClass.ContextSpecific, 1));
        }

        using NpkiPrivateKey key = NpkiPrivateKey.Parse(writer.Encode());

        Assert.Equal(TestKeys.R, key.RandomValue);
        Assert.True(key.Matches(TestKeys.Rsa));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Parse_numbers_without_their_leading_zero_or_with_more_make_the_same_key(int zeros)
    {
        AsnReader reader = new AsnReader(TestKeys.Rsa.ExportRSAPrivateKey(), AsnEncodingRules.DER).ReadSequence();
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(reader.ReadEncodedValue().Span);
            while (reader.HasData)
                writer.WriteEncodedValue(Integer([.. new byte[zeros], .. reader.ReadIntegerBytes().Span.TrimStart((byte)0)]));
        }

        using NpkiPrivateKey key = NpkiPrivateKey.Parse(TestKeys.Pkcs8(rsaPrivateKey: writer.Encode()));

        Assert.True(key.Matches(TestKeys.Rsa));
        AssertNumber(TestKeys.Rsa.ExportParameters(includePrivateParameters: true).D, key.RsaComponents.PrivateExponent);
    }

    [Fact]
    public void Parse_unknown_attributes_are_passed_over()
    {
        using NpkiPrivateKey key = NpkiPrivateKey.Parse(TestKeys.Pkcs8(writeAttributes: writer =>
        {
            TestKeys.WriteAttribute(writer, "1.2.840.113549.1.9.20", set => set.WriteCharacterString(UniversalTagNumber.BMPString, "이름"));
            TestKeys.WriteR(writer, TestKeys.R);
        }));
        Assert.Equal(TestKeys.R, key.RandomValue);
    }

    [Fact]
    public void Parse_key_of_OpenSSL_is_read()
    {
        byte[] der = OpenSsl.Run(["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024", "-outform", "DER"]);
        byte[] pkcs8 = OpenSsl.Run(["pkcs8", "-topk8", "-nocrypt", "-inform", "DER", "-outform", "DER"], der);
        using NpkiPrivateKey key = NpkiPrivateKey.Parse(pkcs8);
        Assert.Equal(128, key.RsaComponents.Modulus.Length);
    }

    [Fact]
    public void Parse_elliptic_curve_key_names_its_algorithm()
    {
        using ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        NpkiException e = AssertRefused(NpkiFailure.UnsupportedAlgorithm, ec.ExportPkcs8PrivateKey());
        Assert.Equal("1.2.840.10045.2.1", e.Algorithm);
        Assert.Contains("EC (1.2.840.10045.2.1)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_modulus_of_no_real_key_is_out_of_range()
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            byte[] number = new byte[2048];
            number[0] = 0x40;
            for (int i = 0; i < 8; i++)
                writer.WriteInteger(number);
        }

        AssertRefused(NpkiFailure.ParameterOutOfRange, TestKeys.Pkcs8(rsaPrivateKey: writer.Encode()));
    }

    [Fact]
    public void Parse_bytes_after_the_key_are_passed_over()
    {
        using NpkiPrivateKey key = NpkiPrivateKey.Parse([.. TestKeys.Pkcs8(), 0, 1, 2]);

        Assert.Equal(TestKeys.Pkcs8(), key.Pkcs8);
    }

    [Fact]
    public void Parse_more_than_the_limit_is_too_large()
        => AssertRefused(NpkiFailure.TooLarge, new byte[EncryptedPrivateKey.MaxLength + 1]);

    [Fact]
    public void RsaComponents_equal_the_exported_parameters()
    {
        using NpkiPrivateKey key = NpkiPrivateKey.Create(TestKeys.Rsa, default);
        RSAParameters expected = TestKeys.Rsa.ExportParameters(includePrivateParameters: true);
        RsaPrivateComponents actual = key.RsaComponents;
        AssertNumber(expected.Modulus, actual.Modulus);
        AssertNumber(expected.Exponent, actual.PublicExponent);
        AssertNumber(expected.D, actual.PrivateExponent);
        AssertNumber(expected.P, actual.Prime1);
        AssertNumber(expected.Q, actual.Prime2);
        AssertNumber(expected.DP, actual.Exponent1);
        AssertNumber(expected.DQ, actual.Exponent2);
        AssertNumber(expected.InverseQ, actual.Coefficient);
    }

    [Fact]
    public void Matches_own_public_key_is_true()
    {
        using NpkiPrivateKey key = NpkiPrivateKey.Create(TestKeys.Rsa, TestKeys.R);
        using RSA publicKey = RSA.Create();
        publicKey.ImportRSAPublicKey(TestKeys.Rsa.ExportRSAPublicKey(), out _);
        Assert.True(key.Matches(publicKey));
    }

    [Fact]
    public void Matches_other_public_key_is_false()
    {
        using NpkiPrivateKey key = NpkiPrivateKey.Create(TestKeys.Rsa, TestKeys.R);
        Assert.False(key.Matches(TestKeys.OtherRsa));
    }

    [Fact]
    public void Matches_equal_modulus_over_foreign_private_numbers_is_false()
    {
        RSAParameters own = TestKeys.Rsa.ExportParameters(includePrivateParameters: false);
        RSAParameters foreign = TestKeys.OtherRsa.ExportParameters(includePrivateParameters: true);
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            byte[]?[] numbers = [own.Modulus, own.Exponent, foreign.D, foreign.P, foreign.Q, foreign.DP, foreign.DQ, foreign.InverseQ];
            foreach (byte[]? number in numbers)
                writer.WriteIntegerUnsigned(number.AsSpan().TrimStart((byte)0));
        }

        using NpkiPrivateKey key = NpkiPrivateKey.Parse(TestKeys.Pkcs8(rsaPrivateKey: writer.Encode()));
        Assert.False(key.Matches(TestKeys.Rsa));
    }

    [Fact]
    public void Create_with_R_writes_the_attribute_of_real_files()
    {
        using NpkiPrivateKey key = NpkiPrivateKey.Create(TestKeys.Rsa, TestKeys.R);
        Assert.Equal(TestKeys.Pkcs8(writeAttributes: writer => TestKeys.WriteR(writer, TestKeys.R)), key.Pkcs8);
        Assert.EndsWith(
            "A027302506" + "0A2A831A8C9A440A010103" + "3117031500" + Convert.ToHexString(TestKeys.R),
            Convert.ToHexString(key.Pkcs8),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Create_with_R_at_the_limit_keeps_it()
    {
        byte[] r = [.. Enumerable.Repeat((byte)7, NpkiPrivateKey.MaxRandomValueLength)];
        using NpkiPrivateKey key = NpkiPrivateKey.Create(TestKeys.Rsa, r);
        Assert.Equal(r, key.RandomValue);
    }

    [Fact]
    public void Parse_as_much_as_the_limit_is_read()
    {
        byte[] whole = TestKeys.Pkcs8();
        using NpkiPrivateKey key = NpkiPrivateKey.Parse([.. whole, .. new byte[EncryptedPrivateKey.MaxLength - whole.Length]]);
        Assert.Equal(whole, key.Pkcs8);
    }

    [Fact]
    public void Create_with_R_over_the_limit_throws()
        => Assert.Throws<ArgumentException>(() => NpkiPrivateKey.Create(TestKeys.Rsa, new byte[129]));

    [Fact]
    public void Dispose_zeroes_every_view()
    {
        NpkiPrivateKey key = NpkiPrivateKey.Create(TestKeys.Rsa, TestKeys.R);
        ReadOnlySpan<byte> pkcs8 = key.Pkcs8;
        ReadOnlySpan<byte> exponent = key.RsaComponents.PrivateExponent;
        key.Dispose();
        Assert.False(pkcs8.ContainsAnyExcept((byte)0));
        Assert.False(exponent.ContainsAnyExcept((byte)0));
        Assert.Throws<ObjectDisposedException>(() => key.Pkcs8.Length);
        Assert.Throws<ObjectDisposedException>(() => key.HasRandomValue);
        Assert.Throws<ObjectDisposedException>(key.GetRSAPrivateKey);
    }

    [Fact]
    public void ToString_reveals_nothing()
    {
        using NpkiPrivateKey key = NpkiPrivateKey.Create(TestKeys.Rsa, TestKeys.R);
        Assert.Equal("NpkiPrivateKey", key.ToString());
    }

    private static byte[] Integer(byte[] content)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        writer.WriteOctetString(content);
        byte[] encoded = writer.Encode();
        encoded[0] = 0x02;
        return encoded;
    }

    private static void AssertUnusable(Action<AsnWriter> writeAttributes)
    {
        using NpkiPrivateKey key = NpkiPrivateKey.Parse(TestKeys.Pkcs8(writeAttributes: writeAttributes));
        Assert.False(key.HasRandomValue);
        Assert.True(key.HasUnusableRandomValue);
        Assert.True(key.Matches(TestKeys.Rsa));
    }

    private static NpkiException AssertRefused(NpkiFailure reason, byte[] der)
    {
        NpkiException e = Assert.Throws<NpkiException>(() => NpkiPrivateKey.Parse(der));
        Assert.Equal(reason, e.Reason);
        return e;
    }

    private static void AssertNumber(byte[]? expected, ReadOnlySpan<byte> actual)
        => Assert.Equal(expected.AsSpan().TrimStart((byte)0).ToArray(), actual.ToArray());
}
