using BioToken.Authentication;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Cryptoki;
using BioToken.Vendors;

namespace BioToken.Simulator.Tests;

public class SlotsTests
{
    public static TheoryData<string> Vendors => [.. VendorCatalog.Default.Profiles.Select(profile => profile.Id), "generic"];

    [Theory]
    [MemberData(nameof(Vendors))]
    public void GetTokenInfo_of_each_persona_says_simulated_within_its_fields(string vendor)
    {
        using Bench bench = new(vendor);
        TokenInfo info = bench.Info;
        Assert.All([info.Label, info.Manufacturer, info.Model], text => Assert.Contains("SIMULATED", text, StringComparison.Ordinal));
        Assert.InRange(info.Model.Length, 1, 16);
        Assert.InRange(info.Manufacturer.Length, 1, 32);
        Assert.Matches("^SIM[0-9A-Z]{13}$", info.SerialNumber);
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public void GetTokenInfo_of_each_persona_has_the_protected_path_where_the_profile_says_so(string vendor)
    {
        using Bench bench = new(vendor);
        bool expected = VendorCatalog.Default.TryFind(vendor, out VendorProfile? profile)
            && profile.FingerprintMethod == FingerprintMethod.ProtectedPath;
        Assert.Equal(expected, bench.Info.Flags.HasFlag(TokenFlags.ProtectedAuthenticationPath));
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public void GetSlotInfo_of_each_persona_fits_its_fields(string vendor)
    {
        using Bench bench = new(vendor);
        bench.Module.GetSlotInfo(bench.Slot, out SlotInfo info);
        Assert.InRange(info.Description.Length, 1, 64);
        Assert.Equal(SlotFlags.TokenPresent | SlotFlags.RemovableDevice | SlotFlags.HardwareSlot, info.Flags);
    }

    [Fact]
    public void GetTokenInfo_cuts_a_korean_label_at_a_character()
    {
        using Bench bench = new(change: options => options with { Label = "나라장터 입찰용 지문보안토큰" });
        Assert.Equal("SIMULATED 나라장터 입찰용", bench.Info.Label);
    }

    [Fact]
    public void GetTokenInfo_of_a_token_that_hides_its_memory_has_null()
    {
        using Bench bench = new("ksid");
        Assert.Null(bench.Info.FreePrivateMemory);
    }

    [Fact]
    public void GetTokenInfo_counts_the_applications_own_sessions()
    {
        using Bench bench = new();
        bench.Open(readWrite: false);
        using SimulatedCryptoki other = bench.Simulator.CreateCryptoki();
        other.Initialize();
        other.OpenSession(bench.Slot, SessionFlags.None, out _);
        Assert.Equal((2ul, 1ul), (bench.Info.SessionCount, bench.Info.ReadWriteSessionCount));
    }

    [Fact]
    public void GetSlotList_without_room_tells_the_number()
    {
        using Bench bench = new();
        bench.Simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic", IsInserted = false });
        Assert.Equal(CKR.OK, bench.Module.GetSlotList(tokenPresent: false, [], out int all));
        Assert.Equal(CKR.OK, bench.Module.GetSlotList(tokenPresent: true, [], out int present));
        Assert.Equal((2, 1), (all, present));
    }

    [Fact]
    public void GetSlotList_with_too_little_room_tells_the_number()
    {
        using Bench bench = new();
        bench.Simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic" });
        Assert.Equal(CKR.BUFFER_TOO_SMALL, bench.Module.GetSlotList(tokenPresent: true, new nuint[1], out int count));
        Assert.Equal(2, count);
    }

    [Fact]
    public void GetSlotInfo_of_an_unknown_slot_answers_slot_id_invalid()
    {
        using Bench bench = new();
        Assert.Equal(CKR.SLOT_ID_INVALID, bench.Module.GetSlotInfo(99, out _));
    }

    [Fact]
    public void GetTokenInfo_of_an_empty_slot_answers_token_not_present()
    {
        using Bench bench = new();
        bench.Simulator.Remove(bench.Serial);
        Assert.Equal(CKR.TOKEN_NOT_PRESENT, bench.Module.GetTokenInfo(bench.Slot, out _));
        Assert.Equal(CKR.TOKEN_NOT_PRESENT, bench.Module.OpenSession(bench.Slot, SessionFlags.None, out _));
    }

    [Fact]
    public void Remove_kills_each_session_once_and_then_for_ever()
    {
        using Bench bench = new();
        nuint second = bench.Open();
        bench.Simulator.Remove(bench.Serial);
        Assert.Equal(CKR.DEVICE_REMOVED, bench.Module.GetSessionInfo(bench.Session, out _));
        Assert.Equal(CKR.SESSION_HANDLE_INVALID, bench.Module.GetSessionInfo(bench.Session, out _));
        Assert.Equal(CKR.DEVICE_REMOVED, bench.Module.Logout(second));
    }

    [Fact]
    public void Remove_and_insert_between_two_calls_still_kills_the_session()
    {
        using Bench bench = new();
        bench.Simulator.Remove(bench.Serial);
        bench.Simulator.Insert(bench.Serial);
        Assert.Equal(CKR.DEVICE_REMOVED, bench.Module.GetSessionInfo(bench.Session, out _));
    }

    [Fact]
    public void Insert_again_does_not_bring_back_the_login()
    {
        using Bench bench = new Bench().LoginFully();
        bench.Simulator.Remove(bench.Serial);
        bench.Simulator.Insert(bench.Serial);
        bench.Module.GetSessionInfo(bench.Open(), out SessionInfo info);
        Assert.Equal(CKS.RW_PUBLIC_SESSION, info.State);
    }

    [Fact]
    public void PollSlotEvent_tells_each_change_once()
    {
        using Bench bench = new();
        Assert.Equal(CKR.NO_EVENT, bench.Module.PollSlotEvent(out _));
        bench.Simulator.Remove(bench.Serial);
        Assert.Equal(CKR.OK, bench.Module.PollSlotEvent(out nuint slot));
        Assert.Equal(bench.Slot, slot);
        Assert.Equal(CKR.NO_EVENT, bench.Module.PollSlotEvent(out _));
    }

    [Fact]
    public void DeleteToken_makes_its_slot_invalid_and_its_sessions_dead()
    {
        using Bench bench = new();
        nuint slot = bench.Slot;
        bench.Simulator.DeleteToken(bench.Serial);
        Assert.Equal(CKR.SLOT_ID_INVALID, bench.Module.GetTokenInfo(slot, out _));
        Assert.Equal(CKR.DEVICE_REMOVED, bench.Module.GetSessionInfo(bench.Session, out _));
    }

    [Fact]
    public void GetMechanismInfo_of_each_listed_mechanism_says_hardware_and_a_use()
    {
        using Bench bench = new();
        bench.Module.GetMechanismList(bench.Slot, [], out int count);
        CKM[] mechanisms = new CKM[count];
        Assert.Equal(CKR.OK, bench.Module.GetMechanismList(bench.Slot, mechanisms, out _));
        Assert.All(mechanisms, mechanism =>
        {
            Assert.Equal(CKR.OK, bench.Module.GetMechanismInfo(bench.Slot, mechanism, out MechanismInfo info));
            Assert.True(info.Flags.HasFlag(MechanismFlags.Hardware));
            Assert.NotEqual(MechanismFlags.None, info.Flags & ~MechanismFlags.Hardware);
        });
    }

    [Fact]
    public void GetMechanismInfo_of_another_mechanism_answers_mechanism_invalid()
    {
        using Bench bench = new();
        Assert.Equal(CKR.MECHANISM_INVALID, bench.Module.GetMechanismInfo(bench.Slot, CKM.RSA_X_509, out _));
    }
}
