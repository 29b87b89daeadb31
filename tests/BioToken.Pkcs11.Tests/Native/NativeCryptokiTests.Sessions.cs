using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;

namespace BioToken.Pkcs11.Tests;

public abstract partial class NativeCryptokiTests
{
    [Fact]
    public void OpenSession_adds_the_serial_flag()
    {
        nuint session = OpenSession();

        Assert.Equal(CKR.OK, _cryptoki.GetSessionInfo(session, out SessionInfo info));
        Assert.Equal(new SessionInfo(TokenSlot, CKS.RW_PUBLIC_SESSION, SessionFlags.ReadWrite | SessionFlags.Serial, 0x99), info);
    }

    [Fact]
    public void CloseSession_ends_the_session()
    {
        nuint session = OpenSession();

        Assert.Equal(CKR.OK, _cryptoki.CloseSession(session));
        Assert.Equal(CKR.SESSION_HANDLE_INVALID, _cryptoki.GetSessionInfo(session, out _));
    }

    [Fact]
    public void Login_with_the_right_PIN_logs_in()
    {
        nuint session = OpenSession();

        Assert.Equal(CKR.OK, _cryptoki.Login(session, CKU.USER, "1234"u8));

        _cryptoki.GetSessionInfo(session, out SessionInfo info);
        Assert.Equal(CKS.RW_USER_FUNCTIONS, info.State);
    }

    [Fact]
    public void Login_with_a_wrong_PIN_returns_the_modules_answer()
        => Assert.Equal(CKR.PIN_INCORRECT, _cryptoki.Login(OpenSession(), CKU.USER, "4321"u8));

    [Fact]
    public unsafe void Login_passes_the_PIN_where_it_lies()
    {
        byte[] pin = GC.AllocateArray<byte>(4, pinned: true);

        _cryptoki.Login(OpenSession(), CKU.USER, pin);

        fixed (byte* address = pin)
            Assert.Equal((ulong)address, _stub[StubReading.PinAddress]);
    }

    [Fact]
    public void Login_with_an_empty_PIN_is_not_a_login_on_the_device()
    {
        Assert.Equal(CKR.PIN_LEN_RANGE, _cryptoki.Login(OpenSession(), CKU.USER, []));

        Assert.NotEqual(0ul, _stub[StubReading.PinAddress]);
        Assert.Equal(0ul, _stub[StubReading.PinLength]);
    }

    [Fact]
    public void LoginOnDevice_passes_NULL_and_zero()
    {
        Assert.Equal(CKR.OK, _cryptoki.LoginOnDevice(OpenSession(), CKU.USER));

        Assert.Equal(0ul, _stub[StubReading.PinAddress]);
        Assert.Equal(0ul, _stub[StubReading.PinLength]);
    }

    [Fact]
    public void Logout_returns_the_modules_answer() => Assert.Equal(CKR.OK, _cryptoki.Logout(OpenSession()));
}
