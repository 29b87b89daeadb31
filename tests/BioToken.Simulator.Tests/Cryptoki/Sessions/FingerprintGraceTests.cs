using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki;

namespace BioToken.Simulator.Tests;

public class FingerprintGraceTests
{
    [Fact]
    public void LoginOnDevice_within_the_grace_needs_no_touch()
    {
        using Bench bench = new("bio-hsm", Graceful);
        Assert.Equal(CKR.OK, bench.Touch());
        bench.Module.CloseSession(bench.Session);
        nuint session = bench.Open();
        bench.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(CKR.OK, bench.Module.LoginOnDevice(session, CKU.USER));
    }

    [Fact]
    public void LoginOnDevice_after_the_grace_asks_again()
    {
        using Bench bench = new("bio-hsm", Graceful);
        bench.Touch();
        bench.Module.Logout(bench.Session);
        bench.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(CKR.OK, bench.Touch());
        bench.Module.Logout(bench.Session);
        // A match that was granted without a touch does not start a new grace period.
        bench.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(CKR.PIN_INCORRECT, bench.Touch());
        Assert.Equal(CKR.PIN_INCORRECT, bench.Touch());
    }

    [Fact]
    public void LoginOnDevice_of_another_application_has_no_part_in_the_grace()
    {
        using Bench bench = new("bio-hsm", Graceful);
        bench.Touch();
        using SimulatedCryptoki other = bench.Simulator.CreateCryptoki();
        other.Initialize();
        other.OpenSession(bench.Slot, SessionFlags.None, out nuint session);
        Assert.Equal(CKR.PIN_INCORRECT, other.LoginOnDevice(session, CKU.USER));
    }

    [Fact]
    public void LoginOnDevice_after_an_insertion_has_no_grace()
    {
        using Bench bench = new("bio-hsm", Graceful);
        bench.Touch();
        bench.Simulator.Remove(bench.Serial);
        bench.Simulator.Insert(bench.Serial);
        Assert.Equal(CKR.PIN_INCORRECT, bench.Module.LoginOnDevice(bench.Open(), CKU.USER));
    }

    [Fact]
    public void Login_that_asks_inside_answers_canceled_when_nobody_touches()
    {
        using Bench bench = new("smart-bt", options => options with { Script = "walk-away" });
        Task<CKR> login = bench.StartWaiting(() => bench.Login());
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(CKR.FUNCTION_CANCELED, Bench.Finish(login));
    }

    private static SimulatedTokenOptions Graceful(SimulatedTokenOptions options)
        => options with { RequireAllSteps = false, FingerprintGrace = TimeSpan.FromSeconds(10), Script = "right, wrong*9" };
}
