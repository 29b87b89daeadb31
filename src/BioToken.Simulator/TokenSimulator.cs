using System.Security.Cryptography;
using System.Text;
using BioToken.Simulator.Cryptoki;
using BioToken.Simulator.People;
using BioToken.Simulator.Personas;
using BioToken.Simulator.State;
using BioToken.Simulator.Store;
using BioToken.Simulator.Tokens;
using BioToken.Storage;

namespace BioToken.Simulator;

/// <summary>
/// Simulated fingerprint tokens: in memory, or in a directory that several processes share. They replace hardware in tests and <b>protect
/// nothing</b>: the directory contains the keys. Safe for several threads.
/// </summary>
public sealed partial class TokenSimulator : IDisposable
{
    private const string SerialPrefix = "SIM";
    private const int SerialLength = 16;

    private static readonly TimeSpan DefaultPatience = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();

    // Held through a creation, so that two tokens do not get the same slot.
    private readonly Lock _creation = new();
    private readonly ISimulatorStore _store;
    private readonly List<SimulatedCryptoki> _applications = [];
    private bool _isDisposed;

    private TokenSimulator(ISimulatorStore store, TimeProvider? timeProvider)
    {
        _store = store;
        Collection = new TokenCollection(store, timeProvider ?? TimeProvider.System);
    }

    /// <summary>The tokens as the applications have them.</summary>
    internal TokenCollection Collection { get; }

    /// <summary>Makes a simulator with tokens in memory.</summary>
    /// <param name="timeProvider">Clock of the tokens' time-outs and of slow fingers; null for the system's.</param>
    public static TokenSimulator InMemory(TimeProvider? timeProvider = null) => new(new MemoryStore(), timeProvider);

    /// <summary>Opens the tokens of a directory, which other processes may use at the same time.</summary>
    /// <param name="directory">The directory; it need not exist before the first token is created.</param>
    /// <param name="timeProvider">Clock of the tokens' time-outs and of slow fingers; null for the system's.</param>
    /// <remarks>
    /// A directory of another user is rejected with <see cref="Simulator.Errors.SimulatorStoreException"/> when it is used, and symbolic
    /// links in it are not followed.
    /// </remarks>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public static TokenSimulator Open(string directory, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        return Open(new OwnDisk(path), path, timeProvider);
    }

    /// <summary>Opens the tokens of a directory of another disk than the computer's.</summary>
    internal static TokenSimulator Open(IDisk disk, string directory, TimeProvider? timeProvider = null)
        => new(new DirectoryStore(disk, directory), timeProvider);

    /// <summary>Makes a PKCS#11 module over these tokens: a separate application with its own sessions and logins.</summary>
    public SimulatedCryptoki CreateCryptoki()
    {
        SimulatedCryptoki application = new(Collection, HasSessions, Forget);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _applications.Add(application);
        }

        return application;
    }

    /// <summary>Creates a token.</summary>
    /// <returns>The token as it is now.</returns>
    /// <exception cref="ArgumentException">
    /// An option has a value that no such token can have; its name is that of the parameter.
    /// </exception>
    /// <exception cref="FormatException">The script is none.</exception>
    /// <exception cref="IOException">The directory cannot be written.</exception>
    public SimulatedToken CreateToken(SimulatedTokenOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        SimulatedPersona persona = SimulatedPersonas.Find(options.Vendor)!;
        lock (_creation)
        {
            using IDisposable turn = _store.Lock();
            int slot = NextSlot();
            TokenState state = NewState(options, persona, slot);
            _store.Create(state);
            return Snapshot(Collection.Read(isForced: true).First(device => device.State.Serial == state.Serial));
        }
    }

    /// <summary>Stops the modules made from this simulator. Tokens in memory are gone, those of a directory stay.</summary>
    public void Dispose()
    {
        SimulatedCryptoki[] applications;
        lock (_gate)
        {
            _isDisposed = true;
            applications = [.. _applications];
        }

        foreach (SimulatedCryptoki application in applications)
            application.Dispose();
    }

    /// <summary>Whether an application of this process has a session with a token.</summary>
    private bool HasSessions(TokenDevice device)
    {
        SimulatedCryptoki[] applications;
        lock (_gate)
            applications = [.. _applications];
        return Array.Exists(applications, application => application.HasSessions(device));
    }

    private void Forget(SimulatedCryptoki application)
    {
        lock (_gate)
            _applications.Remove(application);
    }

    private int NextSlot()
    {
        IEnumerable<int> taken = Collection.Read(isForced: true).Select(device => device.State.Slot);
        return taken.Concat(Collection.Damaged.Select(damaged => damaged.Slot).Where(slot => slot < TokenLimits.FirstUnknownSlot))
            .Select(slot => slot + 1)
            .DefaultIfEmpty(0)
            .Max();
    }

    private static void Check(SimulatedTokenOptions options)
    {
        if (options.FindProblem() is { } problem)
            throw new ArgumentException(problem.Message, problem.Option);
        TouchScript.Parse(options.Script);
    }

    private static TokenState NewState(SimulatedTokenOptions options, SimulatedPersona persona, int slot) => new()
    {
        Generation = 1,
        Serial = SerialPrefix + RandomNumberGenerator.GetString("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ", SerialLength - SerialPrefix.Length),
        Vendor = persona.Profile.Id,
        Label = TokenLabel.Of(options.Label),
        Slot = slot,
        IsUninitialized = !options.IsInitialized,
        UserPin = NewPin(options.IsInitialized ? options.Pin : null, options.MaxPinAttempts, options.PinIterations),
        OfficerPin = NewPin(options.SoPin, options.MaxSoPinAttempts, options.PinIterations),
        FingerTriesLeft = options.MaxFingerprintAttempts,
        MaxFingerTries = options.MaxFingerprintAttempts,
        Fingers = [.. options.Fingers],
        IsInserted = options.IsInserted,
        Insertions = 1,
        Script = options.Script,
        Faults = options.Faults.ToString(),
        FaultCalls = new long[options.Faults.Rules.Count],
        Memory = options.Memory ?? persona.Memory,
        MaxObjects = options.MaxObjects ?? persona.MaxObjects,
        SessionObjects = options.MaxSessionObjects,
        Patience = options.FingerprintTimeout ?? DefaultPatience,
        IsSingleStepLogin = !options.RequireAllSteps,
        FingerprintGrace = options.FingerprintGrace,
    };

    /// <summary>A PIN; null for one that was never set.</summary>
    private static StoredPin NewPin(string? pin, int tries, int iterations = StoredPin.DefaultIterations)
        => pin is null ? StoredPin.Unset(tries, iterations) : StoredPin.Create(Encoding.UTF8.GetBytes(pin), tries, iterations);
}
