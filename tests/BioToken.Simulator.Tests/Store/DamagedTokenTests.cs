using System.Globalization;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Cryptoki;
using BioToken.Simulator.Errors;
using BioToken.Simulator.Store;
using BioToken.Storage;

namespace BioToken.Simulator.Tests;

/// <summary>Tests that a token with damaged files is reported separately, and that the tokens beside it still work.</summary>
public sealed class DamagedTokenTests : IDisposable
{
    private readonly TemporaryFolder _directory = new();
    private readonly string _bad;
    private readonly string _good;

    public DamagedTokenTests()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        using TokenSimulator simulator = TokenSimulator.Open(_directory.Path);
        using Bench bad = new(change: options => options with { Label = "bad" }, simulator: simulator);
        bad.Create(TestKeys.Data());
        _bad = bad.Serial;
        _good = simulator.CreateToken(new SimulatedTokenOptions { Vendor = "bio-seal", Label = "good", Pin = Bench.Pin }).SerialNumber;
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void DamagedTokens_has_a_state_with_any_byte_changed()
    {
        byte[] whole = File.ReadAllBytes(State);
        for (int i = 0; i < whole.Length; i += 7)
        {
            byte[] changed = [.. whole];
            changed[i] ^= 0x01;
            File.WriteAllBytes(State, changed);
            AssertOnlyTheGoodOneWorks("state");
        }
    }

    [Fact]
    public void DamagedTokens_has_a_torn_object_and_names_its_file_and_slot()
    {
        string path = Directory.GetFiles(Path.GetDirectoryName(State)!, "*.obj").Single();
        byte[] whole = File.ReadAllBytes(path);
        for (int length = 0; length < whole.Length; length += 5)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Equal(0, AssertOnlyTheGoodOneWorks(path).Slot);
        }
    }

    [Fact]
    public void DamagedTokens_has_a_pipe_in_the_place_of_a_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        File.Delete(State);
        _directory.MakePipe(State);

        AssertOnlyTheGoodOneWorks("state");
    }

    [Fact]
    public void DamagedTokens_says_what_a_newer_version_made()
    {
        byte[] newer = File.ReadAllBytes(State);
        newer[8]++;
        File.WriteAllBytes(State, newer);

        AssertOnlyTheGoodOneWorks("newer version");
    }

    [Fact]
    public void DamagedTokens_says_what_vendor_is_not_known_yet()
    {
        DirectoryTokenStore store = new(Disk.Instance, Path.GetDirectoryName(State)!);
        store.WriteState(store.ReadState(known: null)! with { Vendor = "vendor-of-2030" });

        AssertOnlyTheGoodOneWorks("newer version");
    }

    [Fact]
    public void DamagedTokens_has_a_copied_directory()
    {
        const string Copy = "SIM0000000000000";
        Directory.CreateDirectory(_directory[Copy]);
        File.Copy(State, Path.Combine(_directory[Copy], "state"));
        using TokenSimulator simulator = TokenSimulator.Open(_directory.Path);

        Assert.Equal(Copy, Assert.Single(simulator.DamagedTokens).SerialNumber);
        Assert.Equal($"{_bad} {_good}", string.Join(' ', simulator.Tokens.Select(token => token.SerialNumber)));
    }

    [Fact]
    public void DamagedTokens_has_one_that_was_damaged_while_it_was_in_use()
    {
        using TokenSimulator simulator = TokenSimulator.Open(_directory.Path);
        using SimulatedCryptoki module = Start(simulator);
        module.OpenSession(0, SessionFlags.None, out nuint session);
        File.WriteAllBytes(State, [1, 2, 3]);

        Assert.Equal((_bad, 0), (Assert.Single(simulator.DamagedTokens).SerialNumber, simulator.DamagedTokens[0].Slot));
        Assert.Equal(_good, Assert.Single(simulator.Tokens).SerialNumber);
        Assert.Equal([0, 1], Slots(module));
        Assert.Equal(CKR.DEVICE_ERROR, module.GetTokenInfo(0, out _));
        Assert.Equal(CKR.DEVICE_ERROR, module.Login(session, CKU.USER, "12345678"u8));
        Assert.Equal(CKR.OK, module.GetTokenInfo(1, out _));
        Assert.Equal(CKR.OK, module.PollSlotEvent(out _));
    }

    [Fact]
    public void Slot_of_a_damaged_token_is_the_same_in_every_process()
    {
        File.WriteAllBytes(State, [1, 2, 3]);
        using TokenSimulator first = TokenSimulator.Open(_directory.Path);
        using TokenSimulator second = TokenSimulator.Open(_directory.Path);

        Assert.Equal(Assert.Single(first.DamagedTokens).Slot, Assert.Single(second.DamagedTokens).Slot);
    }

    [Fact]
    public void CreateToken_beside_a_damaged_token_leaves_its_slot_free()
    {
        File.WriteAllBytes(Directory.GetFiles(Path.GetDirectoryName(State)!, "*.obj").Single(), [1]);
        using TokenSimulator simulator = TokenSimulator.Open(_directory.Path);
        simulator.DeleteToken(_good);

        Assert.Equal(1, simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic" }).Slot);
    }

    [Fact]
    public void Tokens_has_a_damaged_token_again_once_it_is_restored()
    {
        byte[] whole = File.ReadAllBytes(State);
        File.WriteAllBytes(State, [1, 2, 3]);
        using TokenSimulator simulator = TokenSimulator.Open(_directory.Path);
        Assert.Single(simulator.DamagedTokens);
        File.WriteAllBytes(State, whole);

        Assert.Empty(simulator.DamagedTokens);
        Assert.Equal($"{_bad} {_good}", string.Join(' ', simulator.Tokens.Select(token => token.SerialNumber)));
    }

    [Fact]
    public void Nothing_but_DeleteToken_touches_a_damaged_token()
    {
        File.WriteAllBytes(State, [1, 2, 3]);
        using TokenSimulator simulator = TokenSimulator.Open(_directory.Path);

        Assert.Throws<SimulatorStoreException>(() => simulator.Insert(_bad));
        Assert.Throws<SimulatorStoreException>(() => simulator.Remove(_bad));
        Assert.Throws<SimulatorStoreException>(() => simulator.Reset(_bad, SimulatedReset.Factory));
        Assert.Throws<SimulatorStoreException>(() => simulator.EnrollFinger(_bad, 1));
        Assert.Throws<SimulatorStoreException>(() => simulator.Touch(_bad, 1));
        Assert.Throws<SimulatorStoreException>(() => simulator.SetScript(_bad, "right"));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(State));
        simulator.DeleteToken(_bad);
        Assert.Empty(simulator.DamagedTokens);
        Assert.Equal([_directory[_good]], Directory.GetDirectories(_directory.Path));
    }

    private string State => Path.Combine(_directory[_bad], "state");

    private DamagedToken AssertOnlyTheGoodOneWorks(string reason)
    {
        using TokenSimulator simulator = TokenSimulator.Open(_directory.Path);
        using SimulatedCryptoki module = Start(simulator);
        DamagedToken damaged = Assert.Single(simulator.DamagedTokens);
        Assert.Equal(_bad, damaged.SerialNumber);
        Assert.Contains(reason, damaged.Problem.Message, StringComparison.Ordinal);
        Assert.Equal(_good, Assert.Single(simulator.Tokens).SerialNumber);

        nuint slot = (nuint)damaged.Slot;
        Assert.Equal(new nuint[] { 1, slot }.Order(), Slots(module));
        Assert.Equal(CKR.OK, module.GetSlotInfo(slot, out SlotInfo info));
        Assert.Contains(_bad, info.Description, StringComparison.Ordinal);
        Assert.Equal(CKR.TOKEN_NOT_RECOGNIZED, module.GetTokenInfo(slot, out _));
        Assert.Equal(CKR.TOKEN_NOT_RECOGNIZED, module.OpenSession(slot, SessionFlags.None, out _));
        Assert.Equal(CKR.OK, module.OpenSession(1, SessionFlags.ReadWrite, out nuint session));
        Assert.Equal(CKR.OK, module.Login(session, CKU.USER, "12345678"u8));
        return damaged;
    }

    private static SimulatedCryptoki Start(TokenSimulator simulator)
    {
        SimulatedCryptoki module = simulator.CreateCryptoki();
        Assert.Equal(CKR.OK, module.Initialize());
        return module;
    }

    private static nuint[] Slots(SimulatedCryptoki module)
    {
        nuint[] slots = new nuint[8];
        Assert.Equal(CKR.OK, module.GetSlotList(tokenPresent: true, slots, out int count));
        return slots[..count];
    }
}
