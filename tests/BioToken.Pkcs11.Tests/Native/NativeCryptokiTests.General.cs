using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Native;
using BioToken.Pkcs11.Records;

namespace BioToken.Pkcs11.Tests;

public abstract partial class NativeCryptokiTests
{
    [Fact]
    public void Initialize_asks_for_the_systems_locks()
    {
        Assert.Equal(CKR.OK, _cryptoki.Initialize());

        Assert.Equal(0x2ul, _stub[StubReading.InitializeFlags]);
    }

    [Fact]
    public void Initialize_twice_returns_what_the_module_answers()
    {
        _cryptoki.Initialize();

        Assert.Equal(CKR.CRYPTOKI_ALREADY_INITIALIZED, _cryptoki.Initialize());
    }

    [Fact]
    public void FinalizeCryptoki_stops_the_module()
    {
        _cryptoki.Initialize();

        Assert.Equal(CKR.OK, _cryptoki.FinalizeCryptoki());
        Assert.Equal(CKR.CRYPTOKI_NOT_INITIALIZED, _cryptoki.FinalizeCryptoki());
    }

    [Fact]
    public void GetInfo_decodes_the_modules_description()
    {
        Assert.Equal(CKR.OK, _cryptoki.GetInfo(out CryptokiInfo info));

        Assert.Equal(new CryptokiInfo(new(2, 40), "Stub maker", "Stub \uFFFD", new(1, 7)), info);
    }

    [Fact]
    public void GetInfo_that_fails_gives_no_texts()
    {
        _stub.Set(StubSetting.InfoResult, (ulong)CKR.DEVICE_ERROR);

        Assert.Equal(CKR.DEVICE_ERROR, _cryptoki.GetInfo(out CryptokiInfo info));
        Assert.Equal(new CryptokiInfo(default, "", "", default), info);
    }

    [Fact]
    public void Return_value_of_a_vendor_keeps_its_number()
    {
        _stub.Set(StubSetting.InfoResult, 0x80000012);

        Assert.Equal((CKR)0x80000012, _cryptoki.GetInfo(out _));
    }

    [Theory]
    [InlineData(CryptokiFunction.Logout)]
    [InlineData(CryptokiFunction.WaitForSlotEvent)]
    public void Function_that_the_table_leaves_NULL_is_not_supported(object function)
    {
        _stub.Set(StubSetting.NullFunction, (ulong)(CryptokiFunction)function + 1);

        using NativeCryptoki cryptoki = _stub.Bind();

        CKR result = (CryptokiFunction)function == CryptokiFunction.Logout ? cryptoki.Logout(0x51) : cryptoki.PollSlotEvent(out _);
        Assert.Equal(CKR.FUNCTION_NOT_SUPPORTED, result);
        Assert.Equal(CKR.OK, cryptoki.GetInfo(out _));
    }

    [Fact]
    public void Function_that_came_after_the_tables_version_is_not_supported()
    {
        _stub.Set(StubSetting.FunctionListVersion, 0x200); // v2.00 had no C_WaitForSlotEvent

        using NativeCryptoki cryptoki = _stub.Bind();

        Assert.Equal(CKR.FUNCTION_NOT_SUPPORTED, cryptoki.PollSlotEvent(out _));
        Assert.Equal(CKR.OK, cryptoki.Logout(0x51));
    }

    [Fact]
    public void Dispose_leaves_the_module_alone_and_ends_the_binding()
    {
        _cryptoki.Initialize();

        _cryptoki.Dispose();

        Assert.Equal(CKR.CRYPTOKI_NOT_INITIALIZED, _cryptoki.Logout(0x51));
        Assert.Equal(0ul, _stub[StubReading.Finalized]);
    }
}
