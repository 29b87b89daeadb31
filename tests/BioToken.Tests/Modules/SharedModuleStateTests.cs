using BioToken.Errors;
using BioToken.Modules;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Tests.Fakes;

namespace BioToken.Tests.Modules;

/// <summary>What a module that providers share remembers: its description, its sessions, and logins that may be left on a slot.</summary>
public sealed class SharedModuleStateTests : IDisposable
{
    private const nuint Slot = 1;

    private readonly HookedModule _module = new(new FakeToken());
    private readonly SharedModule _shared;

    public SharedModuleStateTests() => _shared = new SharedModule(_module);

    private int Logouts => _module.Calls.Count(static call => call == "C_Logout");

    public void Dispose() => _shared.Thread.Dispose();

    [Fact]
    public async Task ReadInfo_asks_until_the_module_has_answered()
    {
        _module.Before = static _ => CKR.FUNCTION_FAILED;
        Assert.Null(await RunAsync(_shared.ReadInfo));
        _module.Before = static _ => null;

        CryptokiInfo? first = await RunAsync(_shared.ReadInfo);
        CryptokiInfo? second = await RunAsync(_shared.ReadInfo);

        Assert.Equal("Fake", first!.Description);
        Assert.Same(first, second);
        Assert.Equal(2, _module.Calls.Count(static call => call == "C_GetInfo"));
    }

    [Fact]
    public async Task A_lost_login_is_undone_once_and_only_on_its_slot()
    {
        await UndoAsync(Slot);
        Assert.Equal(0, Logouts);
        await LoseAsync();

        await UndoAsync(Slot + 1);
        Assert.Equal(0, Logouts);
        await UndoAsync(Slot);
        await UndoAsync(Slot);

        Assert.Equal(1, Logouts);
    }

    [Theory]
    [InlineData(CKR.OK, 1)]
    [InlineData(CKR.USER_NOT_LOGGED_IN, 1)]
    [InlineData(CKR.DEVICE_ERROR, 2)]
    public async Task A_lost_login_is_remembered_until_the_module_has_logged_out(CKR answer, int logouts)
    {
        _module.Before = function => function == "C_Logout" ? answer : null;
        await LoseAsync();

        await UndoAsync(Slot);
        await UndoAsync(Slot);

        Assert.Equal(logouts, Logouts);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public async Task A_login_that_another_session_holds_is_left_alone(int slot, int logouts)
    {
        await LoseAsync();
        _shared.OpenSessions.Add(new Session { LoggedInAt = (nuint)slot });
        _shared.OpenSessions.Add(new Session());

        await UndoAsync(Slot);

        Assert.Equal(logouts, Logouts);
    }

    [Fact]
    public async Task A_session_does_not_stand_in_its_own_way()
    {
        await LoseAsync();
        Session session = new() { LoggedInAt = Slot };
        _shared.OpenSessions.Add(session);

        await RunAsync(() => _shared.EndLeftoverLogin(session, Slot));

        Assert.Equal(1, Logouts);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task Stop_forgets_a_lost_login_if_it_ends_all_sessions(bool endsSessions, int logouts)
    {
        _module.StopEndsSessions = endsSessions;
        await LoseAsync();

        await RunAsync(_shared.Stop);
        await UndoAsync(Slot);

        Assert.Equal((1, logouts), (_module.Stops, Logouts));
    }

    [Fact]
    public async Task End_ends_every_session_and_the_next_list_starts_anew()
    {
        Session session = new();
        await LoseAsync();
        await RunAsync(_shared.ReadSlots);
        _shared.OpenSessions.Add(session);

        await RunAsync(_shared.End);

        Assert.False(_shared.IsStarted);
        Assert.True(session.HasEndedWithModule);
        Assert.Empty(_shared.OpenSessions);
        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => RunAsync(() => _shared.Cryptoki));
        Assert.Equal(BioTokenError.ModuleStopped, e.Reason);
        await RunAsync(_shared.ReadSlots);
        await UndoAsync(Slot);
        // The list of a module that was started again is its first one.
        Assert.Equal("C_GetSlotList C_GetSlotList", string.Join(' ', _module.Calls));
        Assert.Equal((2, 1, 0), (_module.Starts, _module.Forgotten, _module.Stops));
    }

    [Fact]
    public async Task ITokenModule_ends_all_sessions_when_it_stops_unless_it_says_otherwise()
    {
        ITokenModule module = new FakeToken();
        SharedModule shared = new(module);

        Assert.True(module.StopEndsSessions && shared.StopEndsSessions);

        await shared.Thread.RunAsync(() => shared.Cryptoki, CancellationToken.None);
        shared.Thread.Dispose();
    }

    private async Task LoseAsync()
    {
        await RunAsync(() => _shared.Cryptoki);
        await RunAsync(() => _shared.NoteLeftoverLogin(Slot));
    }

    private Task<bool> UndoAsync(nuint slot) => RunAsync(() => _shared.EndLeftoverLogin(new Session(), slot));

    private Task<T> RunAsync<T>(Func<T> work) => _shared.Thread.RunAsync(work, TestContext.Current.CancellationToken);

    private Task<bool> RunAsync(Action work) => RunAsync(() =>
    {
        work();
        return true;
    });

    private sealed class Session : IModuleSession
    {
        public nuint? LoggedInAt { get; init; }

        public bool HasEndedWithModule { get; private set; }

        public nuint Handle => 5;

        public ModuleConnection Connection => throw new NotSupportedException();

        public bool IsLoggedInAt(nuint slot) => LoggedInAt == slot;

        public void End(bool callModule) => throw new NotSupportedException();

        public void EndWithModule() => HasEndedWithModule = true;

        public void Lose() => throw new NotSupportedException();
    }
}
