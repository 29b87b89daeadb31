using System.Text;
using BioToken.Authentication;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Cryptoki;
using BioToken.Vendors;

namespace BioToken.Simulator.Tests;

/// <summary>A simulator with one token, and one application with a session: the starting point of most tests.</summary>
internal sealed partial class Bench : IDisposable
{
    public const string Pin = "12345678";
    public const string OfficerPin = "87654321";

    public Bench(
        string vendor = "generic", Func<SimulatedTokenOptions, SimulatedTokenOptions>? change = null, TokenSimulator? simulator = null)
    {
        Simulator = simulator ?? TokenSimulator.InMemory(Time);
        SimulatedTokenOptions options = new() { Vendor = vendor, Label = "test", Pin = Pin, SoPin = OfficerPin, RequireAllSteps = true };
        Serial = Simulator.CreateToken(change?.Invoke(options) ?? options).SerialNumber;
        Module = Simulator.CreateCryptoki();
        Module.Initialize();
        Session = Open();
    }

    public ManualTimeProvider Time { get; } = new();

    public TokenSimulator Simulator { get; }

    public SimulatedCryptoki Module { get; }

    public string Serial { get; }

    public nuint Session { get; }

    public nuint Slot => (nuint)Token.Slot;

    public SimulatedToken Token => Simulator.Tokens.Single(token => token.SerialNumber == Serial);

    public TokenInfo Info
    {
        get
        {
            Assert.Equal(CKR.OK, Module.GetTokenInfo(Slot, out TokenInfo info));
            return info;
        }
    }

    public CKS State
    {
        get
        {
            Assert.Equal(CKR.OK, Module.GetSessionInfo(Session, out SessionInfo info));
            return info.State;
        }
    }

    public nuint Open(bool readWrite = true)
    {
        Assert.Equal(CKR.OK, Module.OpenSession(Slot, readWrite ? SessionFlags.ReadWrite : SessionFlags.None, out nuint session));
        return session;
    }

    public CKR Login(string pin = Pin, CKU user = CKU.USER) => Module.Login(Session, user, Encoding.UTF8.GetBytes(pin));

    public CKR Touch() => Module.LoginOnDevice(Session, CKU.USER);

    /// <summary>Completes all authentication steps of the token's profile.</summary>
    public Bench LoginFully()
    {
        VendorCatalog.Default.TryFind(Token.Vendor, out VendorProfile? profile);
        bool hasFingerStep = profile?.FingerprintMethod == FingerprintMethod.ProtectedPath;
        foreach (AuthenticationStep step in profile?.AuthenticationSteps ?? [AuthenticationStep.Pin])
        {
            if (step == AuthenticationStep.Pin)
                Assert.Equal(CKR.OK, Login());
            else if (hasFingerStep)
                Assert.Equal(CKR.OK, Touch());
        }

        return this;
    }

    public CKR TryCreate(AttributeTemplate template, out nuint handle)
    {
        using (template)
            return Module.CreateObject(Session, template, out handle);
    }

    public nuint Create(AttributeTemplate template)
    {
        Assert.Equal(CKR.OK, TryCreate(template, out nuint handle));
        return handle;
    }

    public CKR Set(nuint handle, AttributeTemplate template)
    {
        using (template)
            return Module.Attributes.SetAttributeValue(Session, handle, template);
    }

    public CKR TryCopy(nuint source, out nuint handle, AttributeTemplate? template = null, nuint? session = null)
    {
        using AttributeTemplate changes = template ?? new AttributeTemplate();
        return Module.Objects.CopyObject(session ?? Session, source, changes, out handle);
    }

    public nuint[] Find(AttributeTemplate? template = null, nuint? session = null)
    {
        using AttributeTemplate wanted = template ?? new AttributeTemplate();
        nuint[] handles = new nuint[64];
        Assert.Equal(CKR.OK, Module.FindObjectsInit(session ?? Session, wanted));
        Assert.Equal(CKR.OK, Module.FindObjects(session ?? Session, handles, out int count));
        Assert.Equal(CKR.OK, Module.FindObjectsFinal(session ?? Session));
        return handles[..count];
    }

    public byte[]? Read(nuint handle, CKA type)
    {
        using AttributeQuery query = new((type, 0));
        Module.GetAttributeValue(Session, handle, query);
        return query.GetBytes(type);
    }

    public CKR Sign(Mechanism mechanism, nuint key, byte[] data, out byte[] signature)
    {
        signature = [];
        CKR rv = Module.SignInit(Session, mechanism, key);
        if (rv != CKR.OK)
            return rv;
        byte[] buffer = new byte[512];
        rv = Module.Sign(Session, data, buffer, out int written);
        signature = buffer[..written];
        return rv;
    }

    public ulong Tries(CKA type)
    {
        nuint counters = Assert.Single(Find(new AttributeTemplate().Add(CKO.HW_FEATURE)));
        using AttributeQuery query = new((type, 8));
        Assert.Equal(CKR.OK, Module.GetAttributeValue(Session, counters, query));
        return query.GetULong(type)!.Value;
    }

    /// <summary>Starts a call that waits for a finger, and returns once it is waiting.</summary>
    public Task<CKR> StartWaiting(Func<CKR> call)
    {
        Task<CKR> task = Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.True(
            SpinWait.SpinUntil(() => Token.IsWaitingForFinger || task.IsCompleted, TimeSpan.FromSeconds(10)),
            "No login waits for a finger.");
        return task;
    }

    public static CKR Finish(Task<CKR> task)
    {
        Assert.True(task.Wait(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken), "The login still waits.");
        return task.Result;
    }

    public void Dispose()
    {
        Module.Dispose();
        Simulator.Dispose();
    }
}
