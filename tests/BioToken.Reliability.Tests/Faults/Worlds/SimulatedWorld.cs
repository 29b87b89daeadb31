using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using BioToken.Modules;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Loading;
using BioToken.Simulator;
using BioToken.Simulator.Objects.Attributes;
using BioToken.Simulator.Tokens;

namespace BioToken.Reliability.Tests.Faults;

/// <summary>
/// A simulated token, in memory or, for the shared library, in its directory. The view of its objects includes their secrets.
/// </summary>
internal sealed class SimulatedWorld : World
{
    // Enough space for the agent's identity and one business identity, but not for a second one.
    private const int SmallMemory = 16 * 1024;
    private const int LargeMemory = 256 * 1024;

    private static readonly ConditionalWeakTable<AttributeSet, string> Digests = [];

    private readonly TokenSimulator _simulator;
    private readonly string _serial;
    private readonly bool _isLibrary;
    private string? _other;

    public SimulatedWorld(Work work, string vendor, AttributeSet[]? objects, string? directory = null)
    {
        _isLibrary = directory is not null;
        _simulator = directory is null ? TokenSimulator.InMemory() : TokenSimulator.Open(directory);
        _serial = _simulator.CreateToken(TokenFor(work, vendor) with { MaxPinAttempts = 1000 }).SerialNumber;
        if (objects is not null)
            Assert.Equal(CKR.OK, Device.Add(objects, Device.State.Insertions, out _));
    }

    public override ObjectSet Objects => new(Now().Select(o => Digests.GetValue(o, Digest)));

    private TokenDevice Device => _simulator.Collection.Read().Single(device => device.State.Serial == _serial);

    /// <summary>Returns the options of the token for an operation.</summary>
    public static SimulatedTokenOptions TokenFor(Work work, string vendor) => new()
    {
        Vendor = vendor,
        Pin = Pin,
        Memory = work == Work.ReplaceInPlace ? SmallMemory : LargeMemory,
        MaxObjects = 100,
        PinIterations = 1,
    };

    /// <summary>Returns the digest that represents an object in an <see cref="ObjectSet"/>.</summary>
    public static string Digest(AttributeSet one) => Convert.ToHexString(SHA256.HashData(one.Encode()));

    public override object Save() => Now();

    public override void Remove()
    {
        _simulator.Remove(_serial);
        LookAgain();
    }

    public override void Dispose()
    {
        _simulator.DeleteToken(_serial);
        _simulator.Dispose();
        base.Dispose();
    }

    protected override void Insert()
    {
        if (_other is not null)
            _simulator.Remove(_other);
        _simulator.Insert(_serial);
        LookAgain();
    }

    protected override void InsertOther()
    {
        Remove();
        _other = _simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic", Pin = Pin, PinIterations = 1 }).SerialNumber;
        LookAgain();
    }

    protected override ITokenModule MakeModule()
        => _isLibrary ? new NativeTokenModule(SimulatorLibrary.LibraryPath!) : new SimulatedTokenModule(_simulator);

    private AttributeSet[] Now()
    {
        Device.Refresh(isForced: true);
        return [.. Device.Objects.Select(o => o.Attributes)];
    }

    /// <summary>Queries the slots, so that the library checks its directory now; otherwise it checks four times a second.</summary>
    private void LookAgain()
    {
        if (!_isLibrary)
            return;
        using CryptokiModule module = CryptokiModule.Load(SimulatorLibrary.LibraryPath!);
        module.Cryptoki.GetSlotList(tokenPresent: false, [], out _);
    }
}
