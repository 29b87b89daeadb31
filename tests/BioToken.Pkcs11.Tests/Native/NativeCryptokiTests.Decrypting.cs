using System.Buffers.Binary;
using BioToken.Pkcs11.Constants;

namespace BioToken.Pkcs11.Tests;

public abstract partial class NativeCryptokiTests
{
    [Fact]
    public void DecryptInit_passes_the_OAEP_parameter()
    {
        nuint session = OpenSession();
        Mechanism mechanism = new(CKM.RSA_PKCS_OAEP) { Oaep = new OaepParameters(CKM.SHA256, CKG.MGF1_SHA256) };

        Assert.Equal(CKR.OK, _cryptoki.DecryptInit(session, mechanism, key: 0x1009));

        byte[] data = new byte[256];
        Assert.Equal(CKR.OK, _cryptoki.Decrypt(session, "abc"u8, data, out _));
        Assert.Equal(
            [(ulong)CKM.RSA_PKCS_OAEP, (ulong)CKM.SHA256, (ulong)CKG.MGF1_SHA256, 1, 0x1009],
            Enumerable.Range(0, 5).Select(i => BinaryPrimitives.ReadUInt64LittleEndian(data.AsSpan(i * 8))));
    }

    [Fact]
    public void Decrypt_gives_data_and_length()
    {
        nuint session = StartDecrypting();
        byte[] data = new byte[256];

        Assert.Equal(CKR.OK, _cryptoki.Decrypt(session, "abc"u8, data, out int written));

        Assert.Equal("abc"u8, data.AsSpan(StubHeader, written - StubHeader));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(42)]
    public void Decrypt_with_too_small_a_span_tells_the_length_and_stays_alive(int room)
    {
        nuint session = StartDecrypting();

        Assert.Equal(CKR.BUFFER_TOO_SMALL, _cryptoki.Decrypt(session, "abc"u8, new byte[room], out int needed));

        Assert.Equal(StubHeader + 3, needed);
        Assert.Equal(CKR.OK, _cryptoki.Decrypt(session, "abc"u8, new byte[needed], out _));
    }

    [Theory]
    [InlineData(257, 256)]
    [InlineData(ulong.MaxValue, 256)]
    [InlineData(ulong.MaxValue, 0)]
    public void Decrypt_that_reports_an_impossible_length_is_an_error(ulong claim, int room)
    {
        nuint session = StartDecrypting();
        _stub.Set(StubSetting.ClaimedSignature, claim);

        Assert.Equal(CKR.GENERAL_ERROR, _cryptoki.Decrypt(session, "abc"u8, new byte[room], out int written));
        Assert.Equal(0, written);
    }

    [Fact]
    public void Decrypt_after_SignInit_returns_the_modules_answer()
        => Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, _cryptoki.Decrypt(StartSigning(), "abc"u8, new byte[256], out _));

    private nuint StartDecrypting()
    {
        nuint session = OpenSession();
        Assert.Equal(CKR.OK, _cryptoki.DecryptInit(session, new(CKM.RSA_PKCS), key: 1));
        return session;
    }
}
