using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Cryptoki;

namespace BioToken.Simulator.Tests;

public class GeneralTests
{
    [Fact]
    public void Initialize_twice_answers_already_initialized()
    {
        using Bench bench = new();
        Assert.Equal(CKR.CRYPTOKI_ALREADY_INITIALIZED, bench.Module.Initialize());
    }

    [Fact]
    public void Initialize_by_two_threads_at_once_succeeds_for_one()
    {
        using TokenSimulator simulator = TokenSimulator.InMemory();
        using SimulatedCryptoki module = simulator.CreateCryptoki();
        CKR[] results = new CKR[8];
        Parallel.For(0, results.Length, i => results[i] = module.Initialize());
        Assert.Single(results, CKR.OK);
        Assert.Equal(results.Length - 1, results.Count(rv => rv == CKR.CRYPTOKI_ALREADY_INITIALIZED));
    }

    [Fact]
    public void Every_call_before_initialize_answers_not_initialized()
    {
        using TokenSimulator simulator = TokenSimulator.InMemory();
        using SimulatedCryptoki module = simulator.CreateCryptoki();
        using AttributeTemplate template = new();
        using AttributeQuery query = new((CKA.CLASS, 8));
        CKR[] results =
        [
            module.FinalizeCryptoki(),
            module.GetInfo(out _),
            module.GetSlotList(false, [], out _),
            module.GetSlotInfo(0, out _),
            module.GetTokenInfo(0, out _),

            module.GetMechanismList(0, [], out _), module.GetMechanismInfo(0, CKM.RSA_PKCS, out _), module.PollSlotEvent(out _),
            module.OpenSession(0, SessionFlags.None, out _),
            module.CloseSession(1),
            module.GetSessionInfo(1, out _),
            module.Login(1, CKU.USER, []),

            module.LoginOnDevice(1, CKU.USER), module.Logout(1), module.FindObjectsInit(1, template), module.FindObjects(1, [], out _),
            module.FindObjectsFinal(1),
            module.GetAttributeValue(1, 1, query),
            module.CreateObject(1, template, out _),
            module.DestroyObject(1, 1),

            module.SignInit(1, new Mechanism(CKM.RSA_PKCS), 1), module.Sign(1, [], [], out _),
        ];
        Assert.All(results, rv => Assert.Equal(CKR.CRYPTOKI_NOT_INITIALIZED, rv));
    }

    [Fact]
    public void FinalizeCryptoki_ends_all_sessions()
    {
        using Bench bench = new();
        bench.Module.FinalizeCryptoki();
        bench.Module.Initialize();
        Assert.Equal(CKR.SESSION_HANDLE_INVALID, bench.Module.GetSessionInfo(bench.Session, out _));
    }

    [Fact]
    public void GetInfo_says_simulated()
    {
        using Bench bench = new();
        bench.Module.GetInfo(out CryptokiInfo info);
        Assert.Equal(new CryptokiVersion(2, 40), info.CryptokiVersion);
        Assert.Contains("SIMULATED", info.Manufacturer, StringComparison.Ordinal);
    }
}
