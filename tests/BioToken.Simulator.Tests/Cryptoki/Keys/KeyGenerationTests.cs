using System.Formats.Asn1;
using System.Security.Cryptography;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Objects.Attributes;

namespace BioToken.Simulator.Tests;

public class KeyGenerationTests
{
    private static readonly byte[] P256 = [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07];
    private static readonly byte[] P384 = [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x22];
    private static readonly byte[] Secp256k1 = [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x0A];

    public static TheoryData<CKA> PartsOfAPrivateKey =>
        [CKA.MODULUS, CKA.PUBLIC_EXPONENT, CKA.PRIVATE_EXPONENT, CKA.PRIME_1, CKA.EXPONENT_1, CKA.COEFFICIENT, CKA.PUBLIC_KEY_INFO];

    [Fact]
    public void GenerateKeyPair_of_rsa_makes_a_pair_that_signs()
    {
        using Bench bench = new Bench().LoginFully();
        Assert.Equal(CKR.OK, Pair(bench, CKM.RSA_PKCS_KEY_PAIR_GEN, Rsa(2048), Template(), out nuint publicKey, out nuint privateKey));
        byte[] data = [1, 2, 3];
        Assert.Equal(CKR.OK, bench.Sign(new Mechanism(CKM.SHA256_RSA_PKCS), privateKey, data, out byte[] signature));
        using RSA rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(bench.Read(publicKey, CKA.PUBLIC_KEY_INFO), out _);
        Assert.True(rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal(bench.Read(publicKey, CKA.PUBLIC_KEY_INFO), bench.Read(privateKey, CKA.PUBLIC_KEY_INFO));
        Assert.Equal(AttributeSet.FromULong(2048), bench.Read(publicKey, CKA.MODULUS_BITS));
        Assert.Equal([1, 0, 1], bench.Read(publicKey, CKA.PUBLIC_EXPONENT));
    }

    [Theory]
    [InlineData(256)]
    [InlineData(384)]
    public void GenerateKeyPair_of_ec_makes_a_pair_that_signs(int bits)
    {
        using Bench bench = new Bench().LoginFully();
        Assert.Equal(
            CKR.OK, Pair(bench, CKM.EC_KEY_PAIR_GEN, Ec(bits == 256 ? P256 : P384), Template(), out nuint publicKey, out nuint privateKey));
        byte[] digest = SHA256.HashData([1]);
        Assert.Equal(CKR.OK, bench.Sign(new Mechanism(CKM.ECDSA), privateKey, digest, out byte[] signature));
        byte[] point = AsnDecoder.ReadOctetString(bench.Read(publicKey, CKA.EC_POINT), AsnEncodingRules.DER, out _);
        Assert.Equal(1 + (2 * (bits / 8)), point.Length);
        int half = point.Length / 2;
        using ECDsa ec = ECDsa.Create(new ECParameters
        {
            Curve = bits == 256 ? ECCurve.NamedCurves.nistP256 : ECCurve.NamedCurves.nistP384,
            Q = new ECPoint { X = point[1..(1 + half)], Y = point[(1 + half)..] },
        });
        Assert.True(ec.VerifyHash(digest, signature));
    }

    [Fact]
    public void GenerateKeyPair_tells_where_the_keys_are_from()
    {
        using Bench bench = new Bench().LoginFully();
        Pair(bench, CKM.EC_KEY_PAIR_GEN, Ec(P256), Template(), out nuint publicKey, out nuint privateKey);
        Assert.All([publicKey, privateKey], key =>
        {
            Assert.Equal([1], bench.Read(key, CKA.LOCAL));
            Assert.Equal(AttributeSet.FromULong((ulong)CKM.EC_KEY_PAIR_GEN), bench.Read(key, CKA.KEY_GEN_MECHANISM));
        });
        Assert.Equal([[1], [1]], [bench.Read(privateKey, CKA.ALWAYS_SENSITIVE), bench.Read(privateKey, CKA.NEVER_EXTRACTABLE)]);
    }

    [Fact]
    public void GenerateKeyPair_forces_the_safe_values_whatever_the_template_says()
    {
        using Bench bench = new Bench().LoginFully();
        AttributeTemplate asked = Template().Add(CKA.SENSITIVE, false).Add(CKA.EXTRACTABLE, true).Add(CKA.PRIVATE, false)
            .Add(CKA.UNWRAP, true).Add(CKA.DERIVE, true).Add(CKA.SIGN_RECOVER, true);
        AttributeTemplate askedOfPublic = Rsa(2048).Add(CKA.WRAP, true).Add(CKA.VERIFY_RECOVER, true).Add(CKA.DERIVE, true);
        Assert.Equal(CKR.OK, Pair(bench, CKM.RSA_PKCS_KEY_PAIR_GEN, askedOfPublic, asked, out nuint publicKey, out nuint privateKey));
        CKA[] on = [CKA.SENSITIVE, CKA.PRIVATE, CKA.ALWAYS_SENSITIVE, CKA.NEVER_EXTRACTABLE];
        CKA[] off = [CKA.EXTRACTABLE, CKA.UNWRAP, CKA.DERIVE, CKA.SIGN_RECOVER];
        Assert.All(on, type => Assert.Equal([1], bench.Read(privateKey, type)));
        Assert.All(off, type => Assert.Equal([0], bench.Read(privateKey, type)));
        Assert.All([CKA.WRAP, CKA.VERIFY_RECOVER, CKA.DERIVE], type => Assert.Equal([0], bench.Read(publicKey, type)));
    }

    [Fact]
    public void GenerateKeyPair_keeps_what_lasts_on_the_token()
    {
        using Bench bench = new Bench().LoginFully();
        AttributeTemplate lasting = Template().Add(CKA.TOKEN, true).Add(CKA.LABEL, "lasting");
        Assert.Equal(CKR.OK, Pair(bench, CKM.EC_KEY_PAIR_GEN, Ec(P256), lasting, out _, out nuint privateKey));
        SimulatedObject kept = Assert.Single(bench.Token.Objects);
        Assert.Equal((CKO.PRIVATE_KEY, "lasting"), (kept.Class, kept.Label));
        Assert.Equal([1], bench.Read(privateKey, CKA.TOKEN));
    }

    [Fact]
    public void GenerateKeyPair_that_does_not_fit_leaves_neither_key()
    {
        using Bench bench = new Bench(change: options => options with { MaxObjects = 1 }).LoginFully();
        Assert.Equal(CKR.DEVICE_MEMORY, Pair(
            bench,
            CKM.EC_KEY_PAIR_GEN,
            Ec(P256).Add(CKA.TOKEN, true),
            Template().Add(CKA.TOKEN, true),
            out nuint publicKey,
            out nuint privateKey));
        Assert.Equal((0u, 0u), (publicKey, privateKey));
        Assert.Empty(bench.Token.Objects);
    }

    [Fact]
    public void GenerateKeyPair_for_each_signature_asks_for_the_finger()
    {
        using Bench bench = new Bench("asam2072fp").LoginFully();
        Pair(bench, CKM.EC_KEY_PAIR_GEN, Ec(P256), Template(), out _, out nuint privateKey);
        Assert.Equal([1], bench.Read(privateKey, CKA.ALWAYS_AUTHENTICATE));
    }

    [Fact]
    public void GenerateKeyPair_needs_login_and_a_session_that_writes()
    {
        using Bench bench = new();
        Assert.Equal(CKR.USER_NOT_LOGGED_IN, Pair(bench, CKM.EC_KEY_PAIR_GEN, Ec(P256), Template(), out _, out _));
        bench.LoginFully();
        nuint readOnly = bench.Open(readWrite: false);
        Assert.Equal(CKR.SESSION_READ_ONLY, Pair(
            bench, CKM.EC_KEY_PAIR_GEN, Ec(P256), Template().Add(CKA.TOKEN, true), out _, out _, readOnly));
        Assert.Equal(CKR.OK, Pair(bench, CKM.EC_KEY_PAIR_GEN, Ec(P256), Template(), out _, out _, readOnly));
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(2049)]
    [InlineData(8192)]
    public void GenerateKeyPair_of_a_size_that_the_token_has_not_is_refused(int bits)
    {
        using Bench bench = new Bench().LoginFully();
        Assert.Equal(CKR.ATTRIBUTE_VALUE_INVALID, Pair(bench, CKM.RSA_PKCS_KEY_PAIR_GEN, Rsa(bits), Template(), out _, out _));
    }

    [Fact]
    public void GenerateKeyPair_with_65537_in_four_bytes_is_accepted_and_with_another_exponent_refused()
    {
        using Bench bench = new Bench().LoginFully();
        Assert.Equal(
            CKR.OK, Pair(bench, CKM.RSA_PKCS_KEY_PAIR_GEN, Rsa(2048).Add(CKA.PUBLIC_EXPONENT, [0, 1, 0, 1]), Template(), out _, out _));
        Assert.Equal(CKR.ATTRIBUTE_VALUE_INVALID, Pair(
            bench, CKM.RSA_PKCS_KEY_PAIR_GEN, Rsa(2048).Add(CKA.PUBLIC_EXPONENT, [3]), Template(), out _, out _));
    }

    [Fact]
    public void GenerateKeyPair_without_its_parameter_is_incomplete()
    {
        using Bench bench = new Bench().LoginFully();
        Assert.Equal(CKR.TEMPLATE_INCOMPLETE, Pair(bench, CKM.RSA_PKCS_KEY_PAIR_GEN, Template(), Template(), out _, out _));
        Assert.Equal(CKR.TEMPLATE_INCOMPLETE, Pair(bench, CKM.EC_KEY_PAIR_GEN, Template(), Template(), out _, out _));
    }

    [Fact]
    public void GenerateKeyPair_on_another_curve_is_refused()
    {
        using Bench bench = new Bench().LoginFully();
        Assert.Equal(CKR.CURVE_NOT_SUPPORTED, Pair(bench, CKM.EC_KEY_PAIR_GEN, Ec(Secp256k1), Template(), out _, out _));
    }

    [Fact]
    public void GenerateKeyPair_with_class_and_type_accepts_the_mechanisms_own_only()
    {
        using Bench bench = new Bench().LoginFully();
        AttributeTemplate same = Template().Add(CKO.PRIVATE_KEY).Add(CKA.KEY_TYPE, (ulong)CKK.EC);
        Assert.Equal(CKR.OK, Pair(bench, CKM.EC_KEY_PAIR_GEN, Ec(P256), same, out _, out _));
        Assert.Equal(CKR.TEMPLATE_INCONSISTENT, Pair(bench, CKM.EC_KEY_PAIR_GEN, Ec(P256), Template().Add(CKO.PUBLIC_KEY), out _, out _));
        Assert.Equal(CKR.TEMPLATE_INCONSISTENT, Pair(
            bench, CKM.EC_KEY_PAIR_GEN, Ec(P256), Template().Add(CKA.KEY_TYPE, (ulong)CKK.RSA), out _, out _));
    }

    [Theory]
    [MemberData(nameof(PartsOfAPrivateKey))]
    public void GenerateKeyPair_with_a_part_of_the_key_in_the_template_is_refused(CKA part)
    {
        using Bench bench = new Bench().LoginFully();
        Assert.Equal(CKR.ATTRIBUTE_READ_ONLY, Pair(
            bench, CKM.RSA_PKCS_KEY_PAIR_GEN, Rsa(2048), Template().Add(part, [1]), out _, out _));
    }

    [Fact]
    public void GenerateKeyPair_with_wrong_attributes_is_refused()
    {
        using Bench bench = new Bench().LoginFully();
        Assert.Equal(CKR.ATTRIBUTE_READ_ONLY, Pair(bench, CKM.EC_KEY_PAIR_GEN, Ec(P256), Template().Add(CKA.LOCAL, true), out _, out _));
        Assert.Equal(
            CKR.ATTRIBUTE_TYPE_INVALID, Pair(bench, CKM.EC_KEY_PAIR_GEN, Ec(P256), Template().Add((CKA)0x7777, true), out _, out _));
        Assert.Equal(
            CKR.TEMPLATE_INCONSISTENT, Pair(bench, CKM.EC_KEY_PAIR_GEN, Ec(P256), Template().Add(CKA.VALUE_LEN, 1ul), out _, out _));
        Assert.Equal(
            CKR.ATTRIBUTE_VALUE_INVALID, Pair(bench, CKM.EC_KEY_PAIR_GEN, Ec(P256), Template().Add(CKA.SIGN, [1, 1]), out _, out _));
        Assert.Equal(CKR.ATTRIBUTE_VALUE_INVALID, Pair(
            bench, CKM.RSA_PKCS_KEY_PAIR_GEN, Template().Add(CKA.MODULUS_BITS, [1]), Template(), out _, out _));
        Assert.Equal(CKR.ATTRIBUTE_READ_ONLY, Pair(bench, CKM.EC_KEY_PAIR_GEN, Ec(P256).Add(CKA.TRUSTED, true), Template(), out _, out _));
    }

    [Fact]
    public void Generation_with_another_mechanism_or_a_parameter_is_refused()
    {
        using Bench bench = new Bench().LoginFully();
        Assert.Equal(CKR.MECHANISM_INVALID, Pair(bench, CKM.AES_KEY_GEN, Ec(P256), Template(), out _, out _));
        Assert.Equal(CKR.MECHANISM_INVALID, Key(bench, CKM.RSA_PKCS, Template(), out _));
        Assert.Equal(CKR.MECHANISM_PARAM_INVALID, Key(bench, CKM.AES_KEY_GEN, Template().Add(CKA.VALUE_LEN, 16ul), out _, parameter: [1]));
        Assert.Equal(CKR.SESSION_HANDLE_INVALID, Pair(bench, CKM.EC_KEY_PAIR_GEN, Ec(P256), Template(), out _, out _, session: 999));
    }

    [Theory]
    [InlineData(CKM.AES_KEY_GEN, CKK.AES, 32)]
    [InlineData(CKM.GENERIC_SECRET_KEY_GEN, CKK.GENERIC_SECRET, 20)]
    [InlineData(CKM.SEED_KEY_GEN, CKK.SEED, 16)]
    public void GenerateKey_makes_a_key_of_the_length(CKM mechanism, CKK type, int length)
    {
        using Bench bench = new Bench().LoginFully();
        AttributeTemplate template = Template().Add(CKA.SENSITIVE, false).Add(CKA.EXTRACTABLE, true).Add(CKA.VALUE_LEN, (ulong)length);
        Assert.Equal(CKR.OK, Key(bench, mechanism, template, out nuint key));
        Assert.Equal(length, bench.Read(key, CKA.VALUE)!.Length);
        Assert.Contains(bench.Read(key, CKA.VALUE)!, part => part != 0);
        Assert.Equal(AttributeSet.FromULong((ulong)type), bench.Read(key, CKA.KEY_TYPE));
        Assert.Equal(AttributeSet.FromULong((ulong)length), bench.Read(key, CKA.VALUE_LEN));
        Assert.Equal(
            [[1], [0], [0]], [bench.Read(key, CKA.LOCAL), bench.Read(key, CKA.ALWAYS_SENSITIVE), bench.Read(key, CKA.NEVER_EXTRACTABLE)]);
    }

    [Fact]
    public void GenerateKey_without_a_login_makes_a_public_key_that_is_not_revealed()
    {
        using Bench bench = new();
        Assert.Equal(CKR.OK, Key(bench, CKM.SEED_KEY_GEN, Template(), out nuint key));
        Assert.Null(bench.Read(key, CKA.VALUE));
        Assert.Equal([[1], [1]], [bench.Read(key, CKA.ALWAYS_SENSITIVE), bench.Read(key, CKA.NEVER_EXTRACTABLE)]);
        Assert.Equal(CKR.USER_NOT_LOGGED_IN, Key(bench, CKM.SEED_KEY_GEN, Template().Add(CKA.PRIVATE, true), out _));
    }

    [Theory]
    [InlineData(CKM.AES_KEY_GEN, 15)]
    [InlineData(CKM.AES_KEY_GEN, 0)]
    [InlineData(CKM.SEED_KEY_GEN, 32)]
    [InlineData(CKM.GENERIC_SECRET_KEY_GEN, 0)]
    [InlineData(CKM.GENERIC_SECRET_KEY_GEN, 513)]
    public void GenerateKey_of_another_length_is_refused(CKM mechanism, int length)
    {
        using Bench bench = new();
        Assert.Equal(CKR.ATTRIBUTE_VALUE_INVALID, Key(bench, mechanism, Template().Add(CKA.VALUE_LEN, (ulong)length), out _));
    }

    [Theory]
    [InlineData(CKM.AES_KEY_GEN)]
    [InlineData(CKM.GENERIC_SECRET_KEY_GEN)]
    public void GenerateKey_without_a_length_is_incomplete(CKM mechanism)
    {
        using Bench bench = new();
        Assert.Equal(CKR.TEMPLATE_INCOMPLETE, Key(bench, mechanism, Template(), out _));
    }

    [Fact]
    public void GetMechanismInfo_of_generation_says_what_it_generates()
    {
        using Bench bench = new();
        bench.Module.GetMechanismInfo(bench.Slot, CKM.RSA_PKCS_KEY_PAIR_GEN, out MechanismInfo pair);
        bench.Module.GetMechanismInfo(bench.Slot, CKM.GENERIC_SECRET_KEY_GEN, out MechanismInfo key);
        Assert.Equal(new MechanismInfo(2048, 4096, MechanismFlags.Hardware | MechanismFlags.GenerateKeyPair), pair);
        Assert.Equal(new MechanismInfo(8, 4096, MechanismFlags.Hardware | MechanismFlags.Generate), key);
    }

    private static AttributeTemplate Template() => new AttributeTemplate().Add(CKA.ID, TestKeys.Id);

    private static AttributeTemplate Rsa(int bits) => Template().Add(CKA.MODULUS_BITS, (ulong)bits);

    private static AttributeTemplate Ec(byte[] curve) => Template().Add(CKA.EC_PARAMS, curve);

    private static CKR Pair(
        Bench bench,
        CKM mechanism,
        AttributeTemplate publicTemplate,
        AttributeTemplate privateTemplate,
        out nuint publicKey,
        out nuint privateKey,
        nuint? session = null)
    {
        using (publicTemplate)
        using (privateTemplate)
        {
            return bench.Module.Keys.GenerateKeyPair(
                session ?? bench.Session,
                new MechanismArgument { Type = mechanism },
                publicTemplate,
                privateTemplate,
                out publicKey,
                out privateKey);
        }
    }

    private static CKR Key(Bench bench, CKM mechanism, AttributeTemplate template, out nuint key, byte[]? parameter = null)
    {
        using (template)
            return bench.Module.Keys.GenerateKey(
                bench.Session, new MechanismArgument { Type = mechanism, Parameter = parameter }, template, out key);
    }
}
