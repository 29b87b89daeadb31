using System.Security.Cryptography;
using System.Text;
using BioToken.Npki;

namespace BioToken.Simulator;

/// <summary>
/// Simulated fingerprint tokens: in memory, or in a directory that several processes share. They stand in for hardware in tests and
/// <b>protect nothing</b>: whoever reads the directory has the keys. Safe for several threads.
/// </summary>
public sealed partial class TokenSimulator : IDisposable
{
    private const int LabelLength = 32;
    private const string LabelPrefix = "SIMULATED ";
    private const string SerialPrefix = "SIM";
    private const int SerialLength = 16;
    private const int MaxMemory = 1024 * 1024;

    private static readonly TimeSpan DefaultPatience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MaxPatience = TimeSpan.FromDays(1);
    private static readonly TimeSpan MaxGrace = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();

    // Held through a creation, so that two tokens do not get the same slot.
    private readonly Lock _creation = new();
    private readonly ISimulatorStore _store;
    private readonly List<TokenDevice> _devices = [];
    private readonly List<SimulatedCryptoki> _applications = [];
    private bool _isDisposed;

    private TokenSimulator(ISimulatorStore store, TimeProvider? timeProvider)
    {
        _store = store;
        Time = timeProvider ?? TimeProvider.System;
    }

    internal TimeProvider Time { get; }

    /// <summary>Makes a simulator whose tokens live as long as itself.</summary>
    /// <param name="timeProvider">Clock of the tokens' patience and of slow fingers; null for the system's.</param>
    public static TokenSimulator InMemory(TimeProvider? timeProvider = null) => new(new MemoryStore(), timeProvider);

    /// <summary>Opens the tokens of a directory, which other processes may use at the same time.</summary>
    /// <param name="directory">The directory; it need not exist before the first token is created.</param>
    /// <param name="timeProvider">Clock of the tokens' patience and of slow fingers; null for the system's.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public static TokenSimulator Open(string directory, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        return Open(Disk.Instance, Path.GetFullPath(directory), timeProvider);
    }

    /// <summary>Opens the tokens of a directory of another disk than the computer's.</summary>
    internal static TokenSimulator Open(IDisk disk, string directory, TimeProvider? timeProvider = null)
        => new(new DirectoryStore(disk, directory), timeProvider);

    /// <summary>Makes a PKCS#11 module over these tokens: an application of its own, with its own sessions and logins.</summary>
    public SimulatedCryptoki CreateCryptoki()
    {
        SimulatedCryptoki application = new(this);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _applications.Add(application);
        }

        return application;
    }

    /// <summary>Creates a token.</summary>
    /// <returns>The token as it is now.</returns>
    /// <exception cref="ArgumentException">An option has a value that no such token can have.</exception>
    /// <exception cref="FormatException">The script is none.</exception>
    /// <exception cref="IOException">The directory cannot be written.</exception>
    public SimulatedToken CreateToken(SimulatedTokenOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        SimulatedPersona persona = SimulatedPersonas.Get(options.Vendor);
        Check(options, persona);
        lock (_creation)
        {
            using IDisposable turn = _store.Lock();
            int slot = NextSlot();
            TokenState state = NewState(options, persona, slot);
            _store.Create(state);
            return Snapshot(Devices(isForced: true).First(device => device.State.Serial == state.Serial));
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
    internal bool HasSessions(TokenDevice device)
    {
        SimulatedCryptoki[] applications;
        lock (_gate)
            applications = [.. _applications];
        return Array.Exists(applications, application => application.HasSessions(device));
    }

    internal void Forget(SimulatedCryptoki application)
    {
        lock (_gate)
            _applications.Remove(application);
    }

    private int NextSlot()
    {
        IEnumerable<int> taken = Devices(isForced: true).Select(device => device.State.Slot);
        return taken.Concat(DamagedSlots().Where(slot => slot < FirstUnknownSlot)).Select(slot => slot + 1).DefaultIfEmpty(0).Max();
    }

    private static void Check(SimulatedTokenOptions options, SimulatedPersona persona)
    {
        EncodePin(options.Pin, persona);
        EncodePin(options.SoPin, persona);
        Require(options.PinTries > 0, nameof(options.PinTries));
        Require(options.FingerprintTries > 0, nameof(options.FingerprintTries));
        Require(options.SoPinTries > 0, nameof(options.SoPinTries));
        Require(options.Memory is null or (>= 0 and <= MaxMemory), nameof(options.Memory));
        Require(options.MaxObjects is null or >= 0, nameof(options.MaxObjects));
        TimeSpan patience = options.FingerprintPatience ?? DefaultPatience;
        Require(patience > TimeSpan.Zero && patience <= MaxPatience, nameof(options.FingerprintPatience));
        Require(options.FingerprintGrace >= TimeSpan.Zero && options.FingerprintGrace <= MaxGrace, nameof(options.FingerprintGrace));
        Require(options.Fingers.All(finger => finger > 0), nameof(options.Fingers));
        Require(options.Faults is not null, nameof(options.Faults));
        Require(options.PinIterations > 0, nameof(options.PinIterations));
        TouchScript.Parse(options.Script);
    }

    private static void Require(bool isValid, string option)
    {
        if (!isValid)
            throw new ArgumentException(Messages.Format("OptionInvalid", option), nameof(option));
    }

    private static TokenState NewState(SimulatedTokenOptions options, SimulatedPersona persona, int slot) => new()
    {
        Generation = 1,
        Serial = SerialPrefix + RandomNumberGenerator.GetString("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ", SerialLength - SerialPrefix.Length),
        Vendor = persona.Profile.Id,
        Label = LabelOf(options.Label),
        Slot = slot,
        UserPin = NewPin(options.Pin, persona, options.PinTries, options.PinIterations),
        OfficerPin = NewPin(options.SoPin, persona, options.SoPinTries, options.PinIterations),
        FingerTriesLeft = options.FingerprintTries,
        MaxFingerTries = options.FingerprintTries,
        Fingers = [.. options.Fingers],
        IsInserted = options.IsInserted,
        Insertions = 1,
        Script = options.Script,
        Faults = options.Faults.ToString(),
        FaultCalls = new long[options.Faults.Rules.Count],
        Memory = options.Memory ?? persona.Memory,
        MaxObjects = options.MaxObjects ?? persona.MaxObjects,
        Patience = options.FingerprintPatience ?? DefaultPatience,
        IsSingleStepLogin = !options.RequireAllSteps,
        FingerprintGrace = options.FingerprintGrace,
    };

    private static PinState NewPin(string pin, SimulatedPersona persona, int tries, int iterations = PinState.DefaultIterations)
        => PinState.Create(EncodePin(pin, persona), tries, iterations);

    private static byte[] EncodePin(string pin, SimulatedPersona persona)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(pin);
        return bytes.Length >= persona.MinPin && bytes.Length <= persona.MaxPin
            ? bytes
            : throw new ArgumentException(Messages.Format("PinLengthInvalid", persona.MinPin, persona.MaxPin), nameof(pin));
    }

    /// <summary>The label of a token that somebody calls so: marked as simulated, and as long as CK_TOKEN_INFO holds it.</summary>
    internal static string LabelOf(string name)
    {
        name = name.Trim();
        return Shorten(name.StartsWith(LabelPrefix, StringComparison.Ordinal) ? name : LabelPrefix + name);
    }

    /// <summary>Cuts a label at a character's end.</summary>
    private static string Shorten(string label)
    {
        int bytes = 0;
        int characters = 0;
        foreach (Rune rune in label.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > LabelLength)
                break;
            characters += rune.Utf16SequenceLength;
        }

        return label[..characters].TrimEnd();
    }
}
