using System.Text;
using BioToken.Authentication;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Sessions;
using BioToken.Signing;
using BioToken.Tests.Fakes;
using BioToken.Tests.Support;
using BioToken.Writing;
using BioToken.Writing.Journal;
using BioToken.Writing.Plans;
using BioToken.Writing.Steps;

namespace BioToken.Tests.Writing.Steps;

/// <summary>The steps of a write, with a journal, on a token that the test controls.</summary>
internal sealed class WriteStepsBench : IAsyncDisposable
{
    public const string JournalFile = "/journal/0042.journal";

    private readonly ConnectionBench _connection;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly WriteContext _context;

    private WriteStepsBench(ConnectionBench connection, HookedModule module, FakeToken token, TokenSession session)
    {
        _connection = connection;
        (Module, Token) = (module, token);
        Disk.CreateDirectory("/journal");
        Journal = new TokenJournal(Disk, JournalFile, new CancellationTokenSource(), entry: null);
        Authenticator authenticator = new(session, TimeSpan.FromMinutes(1), allowFinalPinAttempt: false, TimeProvider.System);
        _context = new WriteContext(
            session,
            Journal,
            new KeyVerifier(session, new TokenSigner(session, authenticator), new TokenDecryptor(session, authenticator)),
            new WriteReporter(session, "01", Progress, prompts: null),
            _cancellation.Token);
    }

    public FakeToken Token { get; }

    public HookedModule Module { get; }

    public SimulatedDisk Disk { get; } = new();

    public TokenJournal Journal { get; }

    public ListeningProgress Progress { get; } = new();

    public ListLogger Logger => _connection.Logger;

    /// <summary>The token's contents, as text.</summary>
    public string Values => string.Join(" ", Token.Objects.Select(seen => Encoding.UTF8.GetString(seen.Attributes[CKA.VALUE])));

    public static async Task<WriteStepsBench> StartAsync()
    {
        FakeToken token = new();
        HookedModule module = new(token);
        ConnectionBench connection = new(module);
        TokenSession session = await connection.OpenAsync();
        token.Login(session.Handle, CKU.USER, []);
        await connection.RunAsync(() => session.LoginWatch.Complete(AuthenticationStep.Pin));
        return new WriteStepsBench(connection, module, token, session);
    }

    public static WriteIntent Intent(IReadOnlyList<TokenObject> before, WriteMode mode = WriteMode.WriteNewFirst) => new()
    {
        TokenSerialNumber = "0042",
        TokenLabel = "label",
        StartedAt = DateTimeOffset.UnixEpoch,
        Mode = mode,
        Before = [.. before.Select(JournaledObject.Of)],
        New = [SeenObject.New(CKO.DATA, id: 1, [1])],
    };

    /// <summary>Begins a gap: objects may be erased only in a gap or after the commit.</summary>
    public void BeginGap() => Journal.Begin(Intent([], WriteMode.EraseOldFirst));

    public void Cancel() => _cancellation.Cancel();

    /// <summary>Puts data objects on the token.</summary>
    public Task<TokenObject[]> AddAsync(params IEnumerable<string> values)
    {
        foreach (string value in values)
            Token.Add(FakeObject.Of(CKO.DATA, (CKA.VALUE, Encoding.UTF8.GetBytes(value))));
        return _connection.RunAsync(() => _context.Session.ReadObjects().ToArray());
    }

    public Task RunAsync(Action<WriteSteps> run, bool isGap = false) => _connection.RunAsync(() => run(new WriteSteps(_context, isGap)));

    public Task<T> RunAsync<T>(Func<WriteSteps, T> run) => _connection.RunAsync(() => run(new WriteSteps(_context)));

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        Journal.Dispose();
        _cancellation.Dispose();
    }

    /// <summary>Records the progress, and does at each report what a test wants.</summary>
    internal sealed class ListeningProgress : IProgress<WriteProgress>
    {
        public Action<WriteProgress> At { get; set; } = static _ => { };

        public List<WriteProgress> Values { get; } = [];

        public List<(WriteStage, int, int)> Stages
            => [.. Values.Where(value => value.Verified is null).Select(value => (value.Stage, value.Completed, value.Total))];

        public void Report(WriteProgress value)
        {
            Values.Add(value);
            At(value);
        }
    }
}
