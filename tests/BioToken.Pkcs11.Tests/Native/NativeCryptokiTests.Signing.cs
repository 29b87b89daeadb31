using System.Buffers.Binary;
using BioToken.Pkcs11.Constants;

namespace BioToken.Pkcs11.Tests;

public abstract partial class NativeCryptokiTests
{
    private const int StubHeader = 40; // five numbers before the data; see Stub/native/signing.c

    [Fact]
    public void SignInit_passes_the_PSS_parameter()
    {
        nuint session = OpenSession();
        var mechanism = new Mechanism(CKM.SHA256_RSA_PKCS_PSS) { Pss = new PssParameters(CKM.SHA256, CKG.MGF1_SHA256, 32) };

        Assert.Equal(CKR.OK, _cryptoki.SignInit(session, mechanism, key: 0x1009));

        Assert.Equal([(ulong)CKM.SHA256_RSA_PKCS_PSS, (ulong)CKM.SHA256, (ulong)CKG.MGF1_SHA256, 32, 0x1009], SignedHeader(session));
    }

    [Fact]
    public void SignInit_without_a_parameter_passes_none()
    {
        nuint session = OpenSession();

        Assert.Equal(CKR.OK, _cryptoki.SignInit(session, new(CKM.SHA256_RSA_PKCS), key: 0x1009));

        Assert.Equal([(ulong)CKM.SHA256_RSA_PKCS, 0, 0, 0, 0x1009], SignedHeader(session));
    }

    [Fact]
    public void SignInit_without_a_parameter_that_is_needed_returns_the_modules_answer()
        => Assert.Equal(CKR.MECHANISM_PARAM_INVALID, _cryptoki.SignInit(OpenSession(), new(CKM.RSA_PKCS_PSS), key: 1));

    [Fact]
    public void Sign_gives_signature_and_length()
    {
        nuint session = StartSigning();
        byte[] signature = new byte[256];

        Assert.Equal(CKR.OK, _cryptoki.Sign(session, "abc"u8, signature, out int written));

        Assert.Equal("abc"u8, signature.AsSpan(StubHeader, written - StubHeader));
    }

    [Fact]
    public void Sign_of_no_data_is_a_signature_too()
    {
        nuint session = StartSigning();

        Assert.Equal(CKR.OK, _cryptoki.Sign(session, [], new byte[256], out int written));

        Assert.Equal(StubHeader, written);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(42)]
    public void Sign_with_too_small_a_span_tells_the_length_and_stays_alive(int room)
    {
        nuint session = StartSigning();

        Assert.Equal(CKR.BUFFER_TOO_SMALL, _cryptoki.Sign(session, "abc"u8, new byte[room], out int needed));

        Assert.Equal(StubHeader + 3, needed);
        Assert.Equal(CKR.OK, _cryptoki.Sign(session, "abc"u8, new byte[needed], out _));
    }

    [Theory]
    [InlineData(257, 256)]
    [InlineData(uint.MaxValue, 256)]
    [InlineData(ulong.MaxValue, 256)]
    [InlineData(ulong.MaxValue, 0)]
    public void Sign_that_reports_an_impossible_length_is_an_error(ulong claim, int room)
    {
        nuint session = StartSigning();
        _stub.Set(StubSetting.ClaimedSignature, claim);

        Assert.Equal(CKR.GENERAL_ERROR, _cryptoki.Sign(session, "abc"u8, new byte[room], out int written));
        Assert.Equal(0, written);
    }

    [Fact]
    public void Sign_without_SignInit_returns_the_modules_answer()
        => Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, _cryptoki.Sign(OpenSession(), "abc"u8, new byte[256], out _));

    private nuint StartSigning()
    {
        nuint session = OpenSession();
        Assert.Equal(CKR.OK, _cryptoki.SignInit(session, new(CKM.RSA_PKCS), key: 1));
        return session;
    }

    private ulong[] SignedHeader(nuint session)
    {
        byte[] signature = new byte[256];
        Assert.Equal(CKR.OK, _cryptoki.Sign(session, "abc"u8, signature, out _));
        return [.. Enumerable.Range(0, 5).Select(i => BinaryPrimitives.ReadUInt64LittleEndian(signature.AsSpan(i * 8)))];
    }
}
