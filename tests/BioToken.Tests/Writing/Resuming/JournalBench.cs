using System.Buffers.Binary;
using BioToken.Authentication;
using BioToken.Simulator;
using BioToken.Tests.Support;
using BioToken.Tokens;

namespace BioToken.Tests.Writing.Resuming;

/// <summary>Simulated tokens in a computer with a journal of its own, which a test can damage or restore to an earlier state.</summary>
internal sealed class JournalBench : IAsyncDisposable
{
    private const int MagicLength = 8;
    private const int HeaderLength = 12;
    private const string Pin = "83746502";

    private readonly TokenSimulator _simulator = TokenSimulator.InMemory();
    private readonly TemporaryFolder _journal = TemporaryFolder.InMemory();
    private readonly List<BioTokenProvider> _providers = [];

    public JournalBench() => Module = new AlteredModule(new SimulatedTokenModule(_simulator));

    public AlteredModule Module { get; }

    /// <summary>Whether programs have a folder for a journal.</summary>
    public bool HasJournal { get; set; } = true;

    public string JournalDirectory => _journal.Path;

    /// <summary>The journal's only file.</summary>
    public string JournalFile => Assert.Single(Directory.EnumerateFiles(_journal.Path, "*.journal"));

    /// <summary>The program that was started last.</summary>
    public BioTokenProvider Provider => _providers[^1];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Adds a token; its serial number is <c>SIM…</c>, even if the module then reports another one.</summary>
    public string AddToken(string label = "Bench", int? memory = null)
        => _simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic", Label = label, Pin = Pin, Memory = memory }).SerialNumber;

    public void Remove(string serial) => _simulator.Remove(serial);

    public void Insert(string serial) => _simulator.Insert(serial);

    /// <summary>Opens a token in a program that has just started, and logs in unless <paramref name="logIn"/> is false.</summary>
    /// <param name="slot">Its index among the tokens that are plugged in.</param>
    /// <param name="logIn">Whether to log in.</param>
    public async Task<IBioToken> OpenAsync(int slot = 0, bool logIn = true)
    {
        BioTokenProvider provider = new(
            new BioTokenOptions { IncludeVendorModules = false, Modules = { Module }, JournalDirectory = HasJournal ? _journal.Path : "" });
        _providers.Add(provider);
        IReadOnlyList<BioTokenInfo> tokens = [.. (await provider.ListAsync(Token)).OrderBy(token => token.Slot)];
        IBioToken token = await provider.OpenAsync(tokens[slot], Token);
        if (!logIn)
            return token;
        using Pin pin = BioToken.Authentication.Pin.FromText(Pin);
        await token.LoginAsync(pin, cancellationToken: Token);
        return token;
    }

    /// <summary>Restores the journal to the state in which only that many records followed its intent, as a backup would.</summary>
    public void CutJournal(int records)
    {
        byte[] file = File.ReadAllBytes(JournalFile);
        int intent = MagicLength + HeaderLength + BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(MagicLength));
        File.WriteAllBytes(JournalFile, file[..(intent + (records * (HeaderLength + 1)))]);
    }

    /// <summary>Changes the end of the journal.</summary>
    public void DamageJournal(int length, Action<Span<byte>> damage)
    {
        byte[] file = File.ReadAllBytes(JournalFile);
        damage(file.AsSpan(file.Length - length));
        File.WriteAllBytes(JournalFile, file);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (BioTokenProvider provider in _providers)
            await provider.DisposeAsync();
        _simulator.Dispose();
        _journal.Dispose();
    }
}
