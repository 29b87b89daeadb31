using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Cryptoki;

namespace BioToken.Simulator.Tests;

public class SessionsTests
{
    [Fact]
    public void CloseSession_of_the_last_logs_out()
    {
        using Bench bench = new Bench().LoginFully();
        bench.Module.CloseSession(bench.Session);
        bench.Module.GetSessionInfo(bench.Open(), out SessionInfo info);
        Assert.Equal(CKS.RW_PUBLIC_SESSION, info.State);
    }

    [Fact]
    public void CloseSession_of_one_of_two_stays_logged_in()
    {
        using Bench bench = new Bench().LoginFully();
        nuint second = bench.Open(readWrite: false);
        bench.Module.CloseSession(bench.Session);
        bench.Module.GetSessionInfo(second, out SessionInfo info);
        Assert.Equal(CKS.RO_USER_FUNCTIONS, info.State);
    }

    [Fact]
    public void CloseSession_destroys_its_session_objects()
    {
        using Bench bench = new();
        nuint second = bench.Open();
        using AttributeTemplate template = TestKeys.Data(onToken: false);
        bench.Module.CreateObject(second, template, out _);
        Assert.Single(bench.Find());
        bench.Module.CloseSession(second);
        Assert.Empty(bench.Find());
    }

    [Fact]
    public void CloseSession_of_an_unknown_one_answers_handle_invalid()
    {
        using Bench bench = new();
        Assert.Equal(CKR.SESSION_HANDLE_INVALID, bench.Module.CloseSession(999));
    }

    [Fact]
    public void OpenSession_beyond_the_limit_answers_session_count()
    {
        using Bench bench = new();
        CKR rv = CKR.OK;
        for (int i = 0; i < 300 && rv == CKR.OK; i++)
            rv = bench.Module.OpenSession(bench.Slot, SessionFlags.None, out _);
        Assert.Equal(CKR.SESSION_COUNT, rv);
    }

    [Fact]
    public void OpenSession_read_only_while_the_officer_is_in_is_refused()
    {
        using Bench bench = new();
        bench.Login(Bench.OfficerPin, CKU.SO);
        Assert.Equal(CKR.SESSION_READ_WRITE_SO_EXISTS, bench.Module.OpenSession(bench.Slot, SessionFlags.None, out _));
    }

    [Fact]
    public void Login_belongs_to_the_application()
    {
        using Bench bench = new Bench().LoginFully();
        using SimulatedCryptoki other = bench.Simulator.CreateCryptoki();
        other.Initialize();
        other.OpenSession(bench.Slot, SessionFlags.None, out nuint session);
        other.GetSessionInfo(session, out SessionInfo info);
        Assert.Equal(CKS.RO_PUBLIC_SESSION, info.State);
    }

    [Fact]
    public void CloseAllSessions_closes_those_with_the_slot_and_logs_out()
    {
        using Bench bench = new Bench().LoginFully();
        nuint otherSlot = (nuint)bench.Simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic" }).Slot;
        nuint second = bench.Open(readWrite: false);
        bench.Module.OpenSession(otherSlot, SessionFlags.None, out nuint other);
        Assert.Equal(CKR.OK, bench.Module.Sessions.CloseAllSessions(bench.Slot));
        Assert.Equal(CKR.SESSION_HANDLE_INVALID, bench.Module.GetSessionInfo(bench.Session, out _));
        Assert.Equal(CKR.SESSION_HANDLE_INVALID, bench.Module.GetSessionInfo(second, out _));
        Assert.Equal(CKR.OK, bench.Module.GetSessionInfo(other, out _));
        bench.Module.GetSessionInfo(bench.Open(), out SessionInfo info);
        Assert.Equal(CKS.RW_PUBLIC_SESSION, info.State);
    }

    [Fact]
    public async Task CloseAllSessions_ends_a_login_that_waits()
    {
        using Bench bench = new("bio-hsm", options => options with { Script = "wait" });
        Task<CKR> login = bench.StartWaiting(bench.Touch);
        bench.Module.Sessions.CloseAllSessions(bench.Slot);
        Assert.Equal(CKR.SESSION_CLOSED, await login.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void CloseAllSessions_of_no_slot_or_no_token_says_so()
    {
        using Bench bench = new();
        Assert.Equal(CKR.SLOT_ID_INVALID, bench.Module.Sessions.CloseAllSessions(99));
        bench.Simulator.Remove(bench.Serial);
        Assert.Equal(CKR.TOKEN_NOT_PRESENT, bench.Module.Sessions.CloseAllSessions(bench.Slot));
        bench.Module.FinalizeCryptoki();
        Assert.Equal(CKR.CRYPTOKI_NOT_INITIALIZED, bench.Module.Sessions.CloseAllSessions(0));
    }
}
