using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;

namespace BioToken.Pkcs11.Tests;

public abstract partial class NativeCryptokiTests
{
    private nuint EmptySlot => _stub.Layout.ULongSize == 4 ? 0x8000_0000 : unchecked((nuint)0x8000_0000_0000_0000ul);

    [Fact]
    public void GetSlotList_with_an_empty_span_tells_the_number()
    {
        Assert.Equal(CKR.OK, _cryptoki.GetSlotList(tokenPresent: false, [], out int count));

        Assert.Equal(2, count);
    }

    [Fact]
    public void GetSlotList_gives_ids_of_the_layouts_width()
    {
        nuint[] slots = new nuint[3];

        Assert.Equal(CKR.OK, _cryptoki.GetSlotList(tokenPresent: false, slots, out int count));

        Assert.Equal([TokenSlot, EmptySlot], slots[..count]);
    }

    [Fact]
    public void GetSlotList_of_tokens_leaves_empty_slots_out()
    {
        nuint[] slots = new nuint[3];

        Assert.Equal(CKR.OK, _cryptoki.GetSlotList(tokenPresent: true, slots, out int count));

        Assert.Equal([TokenSlot], slots[..count]);
    }

    [Fact]
    public void GetSlotList_with_too_small_a_span_tells_the_number()
    {
        Assert.Equal(CKR.BUFFER_TOO_SMALL, _cryptoki.GetSlotList(tokenPresent: false, new nuint[1], out int count));

        Assert.Equal(2, count);
    }

    [Fact]
    public void GetSlotList_that_reports_more_than_fits_is_too_small()
    {
        _stub.Set(StubSetting.ClaimedListLength, 5);

        Assert.Equal(CKR.BUFFER_TOO_SMALL, _cryptoki.GetSlotList(tokenPresent: false, new nuint[2], out int count));
        Assert.Equal(5, count);
    }

    [Theory]
    [InlineData(65_537)]
    [InlineData(ulong.MaxValue)]
    public void GetSlotList_with_an_unbelievable_number_is_an_error(ulong claim)
    {
        _stub.Set(StubSetting.ClaimedListLength, claim);

        Assert.Equal(CKR.GENERAL_ERROR, _cryptoki.GetSlotList(tokenPresent: false, [], out int count));
        Assert.Equal(0, count);
    }

    [Fact]
    public void GetSlotInfo_decodes_the_description()
    {
        Assert.Equal(CKR.OK, _cryptoki.GetSlotInfo(EmptySlot, out SlotInfo info));

        Assert.Equal(
            new SlotInfo("USB reader", "Stub maker", SlotFlags.RemovableDevice | SlotFlags.HardwareSlot, new(1, 2), new(3, 4)), info);
    }

    [Fact]
    public void GetTokenInfo_decodes_the_token()
    {
        Assert.Equal(CKR.OK, _cryptoki.GetTokenInfo(TokenSlot, out TokenInfo info));

        var expected = new TokenInfo
        {
            Label = "Stub token",
            Manufacturer = "Stub maker",
            Model = "ST-1",
            SerialNumber = "0123456789ABCDEF",
            Flags = TokenFlags.RandomGenerator | TokenFlags.LoginRequired | TokenFlags.UserPinInitialized
                | TokenFlags.ProtectedAuthenticationPath | TokenFlags.ClockOnToken | TokenFlags.UserPinFinalTry,
            MaxSessionCount = TokenLimit.Unlimited,
            SessionCount = 1,
            MaxReadWriteSessionCount = TokenLimit.Unlimited,
            ReadWriteSessionCount = 0,
            MaxPinLength = 16,
            MinPinLength = 4,
            TotalPublicMemory = 65536,
            FreePublicMemory = 40000,
            TotalPrivateMemory = 32768,
            FreePrivateMemory = 30000,
            HardwareVersion = new(1, 2),
            FirmwareVersion = new(3, 4),
            UtcTime = "2026010203040500",
        };
        Assert.Equal(expected, info);
    }

    [Fact]
    public void GetTokenInfo_with_unavailable_numbers_gives_null()
    {
        _stub.Set(StubSetting.NumbersUnavailable, 1);

        Assert.Equal(CKR.OK, _cryptoki.GetTokenInfo(TokenSlot, out TokenInfo info));

        Assert.False(info.MaxSessionCount.IsReported);
        Assert.Null(info.MinPinLength);
        Assert.Null(info.FreePrivateMemory);
    }

    [Fact]
    public void GetTokenInfo_of_an_empty_slot_returns_the_modules_answer()
        => Assert.Equal(CKR.SLOT_ID_INVALID, _cryptoki.GetTokenInfo(EmptySlot, out _));

    [Fact]
    public void GetMechanismList_gives_types_of_the_layouts_width()
    {
        CKM[] mechanisms = new CKM[8];

        Assert.Equal(CKR.OK, _cryptoki.GetMechanismList(TokenSlot, mechanisms, out int count));

        Assert.Equal([CKM.RSA_PKCS, CKM.SHA256_RSA_PKCS, CKM.RSA_PKCS_PSS, (CKM)0x80000001], mechanisms[..count]);
    }

    [Fact]
    public void GetMechanismInfo_decodes_sizes_and_flags()
    {
        Assert.Equal(CKR.OK, _cryptoki.GetMechanismInfo(TokenSlot, CKM.RSA_PKCS, out MechanismInfo info));

        Assert.Equal(new MechanismInfo(1024, 4096, MechanismFlags.Hardware | MechanismFlags.Sign | MechanismFlags.Verify), info);
    }

    [Fact]
    public void PollSlotEvent_without_an_event_says_so()
        => Assert.Equal(CKR.NO_EVENT, _cryptoki.PollSlotEvent(out _));

    [Fact]
    public void PollSlotEvent_with_an_event_gives_the_slot()
    {
        _stub.Set(StubSetting.EventSlot, EmptySlot);

        Assert.Equal(CKR.OK, _cryptoki.PollSlotEvent(out nuint slot));
        Assert.Equal(EmptySlot, slot);
    }
}
