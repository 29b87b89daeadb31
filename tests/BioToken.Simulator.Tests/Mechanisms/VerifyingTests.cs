using System.Security.Cryptography;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;

namespace BioToken.Simulator.Tests;

public class VerifyingTests
{
    private static readonly byte[] Message = "입찰서 1,000원, 같은 내용을 여러 조각으로 나누어 보낸다"u8.ToArray();

    public static TheoryData<CKM> WithDigest =>
    [
        CKM.SHA1_RSA_PKCS, CKM.SHA256_RSA_PKCS, CKM.SHA384_RSA_PKCS, CKM.SHA512_RSA_PKCS,
        CKM.SHA1_RSA_PKCS_PSS, CKM.SHA256_RSA_PKCS_PSS, CKM.SHA384_RSA_PKCS_PSS, CKM.SHA512_RSA_PKCS_PSS,
        CKM.ECDSA_SHA1, CKM.ECDSA_SHA256, CKM.ECDSA_SHA384, CKM.ECDSA_SHA512,
        CKM.SHA_1_HMAC, CKM.SHA256_HMAC, CKM.SHA384_HMAC, CKM.SHA512_HMAC,
    ];

    public static TheoryData<CKM, int> WithoutDigest
        => new() { { CKM.RSA_PKCS, 245 }, { CKM.RSA_PKCS, 1 }, { CKM.RSA_PKCS_PSS, 32 }, { CKM.ECDSA, 32 } };

    [Theory]
    [MemberData(nameof(WithDigest))]
    public void Verify_accepts_a_signature_made_in_parts_and_the_other_way_round(CKM type)
    {
        using Bench bench = new Bench().LoginFully();
        (nuint signer, nuint verifier) = CreateKeys(bench, type);
        MechanismArgument mechanism = Argument(type);
        byte[] whole = bench.Sign(mechanism, signer, Message);
        byte[] parts = bench.SignParts(mechanism, signer, Bench.Split(Message, (int)type));
        Assert.Equal(CKR.OK, bench.Verify(mechanism, verifier, Message, parts));
        Assert.Equal(CKR.OK, bench.VerifyParts(mechanism, verifier, Bench.Split(Message, (int)type + 1), whole));
    }

    [Theory]
    [MemberData(nameof(WithDigest))]
    public void Verify_of_other_data_or_another_signature_answers_invalid(CKM type)
    {
        using Bench bench = new Bench().LoginFully();
        (nuint signer, nuint verifier) = CreateKeys(bench, type);
        MechanismArgument mechanism = Argument(type);
        byte[] signature = bench.Sign(mechanism, signer, Message);
        Assert.Equal(CKR.SIGNATURE_INVALID, bench.Verify(mechanism, verifier, Message[1..], signature));
        Assert.Equal(CKR.SIGNATURE_INVALID, bench.VerifyParts(mechanism, verifier, [Message, [0]], signature));
        signature[signature.Length / 2] ^= 1;
        Assert.Equal(CKR.SIGNATURE_INVALID, bench.Verify(mechanism, verifier, Message, signature));
        signature.AsSpan().Fill(0xFF);
        Assert.Equal(CKR.SIGNATURE_INVALID, bench.Verify(mechanism, verifier, Message, signature));
    }

    [Theory]
    [MemberData(nameof(WithoutDigest))]
    public void Verify_of_prepared_data_accepts_the_signature_alone(CKM type, int length)
    {
        using Bench bench = new Bench().LoginFully();
        (nuint signer, nuint verifier) = CreateKeys(bench, type);
        MechanismArgument mechanism = Argument(type);
        byte[] data = RandomNumberGenerator.GetBytes(length);
        byte[] signature = bench.Sign(mechanism, signer, data);
        Assert.Equal(CKR.OK, bench.Verify(mechanism, verifier, data, signature));
        data[0] ^= 1;
        Assert.Equal(CKR.SIGNATURE_INVALID, bench.Verify(mechanism, verifier, data, signature));
    }

    [Theory]
    [InlineData(CKM.RSA_PKCS)]
    [InlineData(CKM.SHA256_RSA_PKCS)]
    [InlineData(CKM.ECDSA_SHA256)]
    [InlineData(CKM.SHA256_HMAC)]
    public void Verify_of_a_signature_of_another_length_answers_length_range_and_ends(CKM type)
    {
        using Bench bench = new Bench().LoginFully();
        (nuint signer, nuint verifier) = CreateKeys(bench, type);
        byte[] signature = bench.Sign(Argument(type), signer, [1]);
        Assert.Equal(CKR.SIGNATURE_LEN_RANGE, bench.Verify(Argument(type), verifier, [1], signature[..^1]));
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Verification.Verify(bench.Session, [1], signature));
        Assert.Equal(CKR.SIGNATURE_LEN_RANGE, bench.Verify(Argument(type), verifier, [1], [.. signature, 0]));
    }

    [Fact]
    public void Verify_of_data_that_cannot_have_been_signed_answers_data_length_range()
    {
        using Bench bench = new Bench().LoginFully();
        nuint rsa = bench.Create(TestKeys.RsaPublic());
        nuint ec = bench.Create(TestKeys.EcPublic());
        Assert.Equal(CKR.DATA_LEN_RANGE, bench.Verify(Argument(CKM.RSA_PKCS), rsa, new byte[246], new byte[256]));
        Assert.Equal(CKR.DATA_LEN_RANGE, bench.Verify(Argument(CKM.RSA_PKCS_PSS), rsa, new byte[31], new byte[256]));
        Assert.Equal(CKR.DATA_LEN_RANGE, bench.Verify(Argument(CKM.ECDSA), ec, new byte[65], new byte[64]));
    }

    [Theory]
    [InlineData(CKM.RSA_PKCS)]
    [InlineData(CKM.ECDSA)]
    public void Update_of_a_mechanism_for_one_part_is_not_supported_and_ends(CKM type)
    {
        using Bench bench = new Bench().LoginFully();
        (nuint signer, nuint verifier) = CreateKeys(bench, type);
        bench.Module.Signing.SignInit(bench.Session, Argument(type), signer);
        Assert.Equal(CKR.FUNCTION_NOT_SUPPORTED, bench.Module.Signing.SignUpdate(bench.Session, [1]));
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Signing.SignUpdate(bench.Session, [1]));
        bench.Module.Verification.VerifyInit(bench.Session, Argument(type), verifier);
        Assert.Equal(CKR.FUNCTION_NOT_SUPPORTED, bench.Module.Verification.VerifyUpdate(bench.Session, [1]));
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Verification.VerifyFinal(bench.Session, [1]));
    }

    [Fact]
    public void SignFinal_without_room_stays_and_then_signs()
    {
        using Bench bench = new Bench().LoginFully();
        (nuint signer, nuint verifier) = CreateKeys(bench, CKM.SHA256_RSA_PKCS);
        bench.Module.Signing.SignInit(bench.Session, Argument(CKM.SHA256_RSA_PKCS), signer);
        bench.Module.Signing.SignUpdate(bench.Session, Message);
        Assert.Equal(CKR.OK, bench.Module.Signing.SignFinal(bench.Session, OutputBuffer.Query, out int needed));
        Assert.Equal(256, needed);
        Assert.Equal(CKR.BUFFER_TOO_SMALL, bench.Module.Signing.SignFinal(bench.Session, new byte[255].AsSpan(), out needed));
        byte[] signature = new byte[needed];
        Assert.Equal(CKR.OK, bench.Module.Signing.SignFinal(bench.Session, signature.AsSpan(), out _));
        Assert.Equal(CKR.OK, bench.Verify(Argument(CKM.SHA256_RSA_PKCS), verifier, Message, signature));
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Signing.SignFinal(bench.Session, signature.AsSpan(), out _));
    }

    [Fact]
    public void Sign_in_one_call_after_a_part_is_refused_and_ends_the_signature()
    {
        using Bench bench = new Bench().LoginFully();
        (nuint signer, _) = CreateKeys(bench, CKM.ECDSA_SHA256);
        byte[] signature = new byte[64];
        bench.Module.Signing.SignInit(bench.Session, Argument(CKM.ECDSA_SHA256), signer);
        bench.Module.Signing.SignUpdate(bench.Session, [1]);
        Assert.Equal(CKR.OPERATION_ACTIVE, bench.Module.Sign(bench.Session, [2], signature, out _));
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Signing.SignFinal(bench.Session, signature.AsSpan(), out _));
    }

    [Fact]
    public void SignUpdate_after_the_length_of_the_whole_was_asked_for_ends_the_signature()
    {
        using Bench bench = new Bench().LoginFully();
        (nuint signer, _) = CreateKeys(bench, CKM.ECDSA_SHA256);
        bench.Module.Signing.SignInit(bench.Session, Argument(CKM.ECDSA_SHA256), signer);
        Assert.Equal(CKR.OK, bench.Module.Signing.Sign(bench.Session, [1], OutputBuffer.Query, out int needed));
        Assert.Equal(64, needed);
        Assert.Equal(CKR.OPERATION_ACTIVE, bench.Module.Signing.SignUpdate(bench.Session, [1]));
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Signing.SignUpdate(bench.Session, [1]));
    }

    [Fact]
    public void Verify_with_p384_accepts_what_dotnet_signed()
    {
        const string Curve = "1.3.132.0.34";
        using ECDsa ec = ECDsa.Create(ECCurve.CreateFromValue(Curve));
        using Bench bench = new Bench().LoginFully();
        nuint key = bench.Create(TestKeys.EcPublic(key: ec, curve: Curve));
        Assert.Equal(CKR.OK, bench.Verify(Argument(CKM.ECDSA_SHA384), key, Message, ec.SignData(Message, HashAlgorithmName.SHA384)));
        Assert.Equal(CKR.SIGNATURE_LEN_RANGE, bench.Verify(Argument(CKM.ECDSA_SHA384), key, Message, new byte[64]));
    }

    private static MechanismArgument Argument(CKM type) => new()
    {
        Type = type,
        Pss = type switch
        {
            CKM.RSA_PKCS_PSS => new PssParameters(CKM.SHA256, CKG.MGF1_SHA384, 11),
            CKM.SHA1_RSA_PKCS_PSS => new PssParameters(CKM.SHA_1, CKG.MGF1_SHA1, 20),
            CKM.SHA256_RSA_PKCS_PSS => new PssParameters(CKM.SHA256, CKG.MGF1_SHA256, 32),
            CKM.SHA384_RSA_PKCS_PSS => new PssParameters(CKM.SHA384, CKG.MGF1_SHA384, 48),
            CKM.SHA512_RSA_PKCS_PSS => new PssParameters(CKM.SHA512, CKG.MGF1_SHA1, 0),
            _ => null,
        },
    };

    private static (nuint Signer, nuint Verifier) CreateKeys(Bench bench, CKM type)
    {
        string name = type.ToString();
        if (name.Contains("HMAC", StringComparison.Ordinal))
        {
            nuint secret = bench.Create(TestKeys.Secret(CKK.GENERIC_SECRET, RandomNumberGenerator.GetBytes(40)));
            return (secret, secret);
        }

        return name.Contains("RSA", StringComparison.Ordinal)
            ? (bench.Create(TestKeys.RsaPrivate()), bench.Create(TestKeys.RsaPublic()))
            : (bench.Create(TestKeys.EcPrivate()), bench.Create(TestKeys.EcPublic()));
    }
}
