using BioToken.Npki.Identities;

namespace BioToken.Reliability.Tests;

/// <summary>A command that writes to a token or erases from it.</summary>
internal sealed class TokenScenario : KillScenario
{
    private TokenLook? _before;
    private TokenLook? _after;
    private Dictionary<string, byte[]> _untouched = [];

    public override string Name => $"{Title} on {Vendor}";

    /// <summary>The command in words.</summary>
    public required string Title { get; init; }

    /// <summary>Vendor of the simulated token.</summary>
    public required string Vendor { get; init; }

    /// <summary>The identities that are on the token before the command.</summary>
    public required IReadOnlyList<NpkiIdentity> OnToken { get; init; }

    /// <summary>The identities that are each complete at every instant.</summary>
    public IReadOnlyList<NpkiIdentity> Always { get; init; } = [];

    /// <summary>Identities of which at least one is complete, or a gap is declared; empty if there is no such guarantee.</summary>
    public IReadOnlyList<NpkiIdentity> OneOf { get; init; } = [];

    /// <summary>Whether the old identity is erased first, so that a gap is allowed as long as the journal declares it.</summary>
    public bool HasGap { get; init; }

    /// <summary>Whether nothing is written.</summary>
    public bool IsErasure { get; init; }

    /// <summary>Whether the command completes an earlier interrupted operation; otherwise it leaves that to the next command.</summary>
    public bool Settles { get; init; } = true;

    /// <summary>Whether the command erases nothing: a complete write is then verified and kept, even if the commit is missing.</summary>
    public bool ReplacesNothing { get; init; }

    /// <summary>The token's memory in bytes; null for the vendor's default.</summary>
    public int? Memory { get; init; }

    /// <summary>The command's words and options, except those that specify the token, the journal and the secrets.</summary>
    public required Func<KillPlace, string[]> Words { get; init; }

    public override async Task PrepareAsync(KillPlace place)
    {
        await KillToken.CreateAsync(place, Vendor, OnToken, Memory);
        NpkiFolder.Write(place.Npki, KillIdentities.New, KillPlace.Password);
        _before = await TokenLook.ReadAsync(place);
        _untouched = WatchedFiles(place);
    }

    public override ToolRun Command(KillPlace place) => BiotokenCommand.Run(Arguments(place));

    public override async Task LearnAsync(KillPlace place)
    {
        _after = await TokenLook.ReadAsync(place);
        Dictionary<string, byte[]> left = WatchedFiles(place);
        _untouched = _untouched.Where(file => left.TryGetValue(file.Key, out byte[]? now) && now.AsSpan().SequenceEqual(file.Value))
            .ToDictionary(StringComparer.Ordinal);
        // Otherwise the scenario would check nothing.
        KillException.Unless(_untouched.Keys.Any(IsObject) && Always.All(_after.Whole.Contains), $"An undisturbed run leaves {_after}");
    }

    public override async Task CheckAsync(KillPlace place)
    {
        string state = await CheckLeftAsync(place);
        FileTree left = FileTree.Read(place.Path);
        await CheckResumeAsync(place, state);
        // Then without resuming: only the same command again.
        left.WriteTo(place.Path);
        await CheckAgainAsync(place, state);
    }

    /// <summary>Makes the same checks, but continues in only one way: by resuming or without.</summary>
    public async Task CheckAsync(KillPlace place, bool isResumed)
    {
        string state = await CheckLeftAsync(place);
        await (isResumed ? CheckResumeAsync(place, state) : CheckAgainAsync(place, state));
    }

    /// <summary>Returns the command line that resumes.</summary>
    public static string[] ResumeArguments(KillPlace place) => ["resume", "--password-file", place.PasswordFile, "--yes", .. Source(place)];

    public string[] Arguments(KillPlace place) => [.. Words(place), .. Source(place)];

    private static string[] Source(KillPlace place)
        => ["--simulator", place.Tokens, "--journal", place.Journal, "--pin-file", place.PinFile];

    /// <summary>Returns the files that must not change: objects that no command names, and the folder of the new identity.</summary>
    private static Dictionary<string, byte[]> WatchedFiles(KillPlace place) => FileTree.Read(place.Path).Files
        .Where(file => IsObject(file.Key) || file.Key.StartsWith(Path.GetFileName(place.Npki), StringComparison.Ordinal))
        .ToDictionary(StringComparer.Ordinal);

    private static bool IsObject(string path) => path.EndsWith(".obj", StringComparison.Ordinal);

    private static Task<string> JournalStateAsync(KillPlace place)
        => JournalLook.StateAsync(["status", "--simulator", place.Tokens, "--journal", place.Journal]);

    /// <summary>Checks the current state, and changes nothing except the PIN attempts.</summary>
    /// <returns>The state that the journal reports.</returns>
    private async Task<string> CheckLeftAsync(KillPlace place)
    {
        CheckUntouched(place);
        string state = await JournalStateAsync(place);
        CheckPromise(await TokenLook.ReadAsync(place), state);
        return state;
    }

    private void CheckPromise(TokenLook look, string state)
    {
        foreach (NpkiIdentity one in Always)
            KillException.Unless(look.Whole.Contains(one), $"{one.Certificate.SerialNumber} is lost; {look}");
        KillException.Unless(state != JournalLook.Gap || HasGap, $"There is a gap that nobody allowed; {look}");
        KillException.Unless(
            OneOf.Count == 0 || OneOf.Any(look.Whole.Contains) || state == JournalLook.Gap,
            $"Neither the old nor the new identity is whole; {look}");
        KillException.Unless(
            state != JournalLook.Clean || look.IsSameAs(_before!) || look.IsSameAs(_after!),
            $"The journal knows of nothing, but there is {look}");
    }

    private async Task CheckResumeAsync(KillPlace place, string state)
    {
        string outcome = await JournalLook.ResumeAsync(ResumeArguments(place));
        TokenLook look = await TokenLook.ReadAsync(place);
        bool isExpected = outcome switch
        {
            "nothing" => state == JournalLook.Clean && (look.IsSameAs(_before!) || look.IsSameAs(_after!)),
            // An erasure that has not erased anything yet is rolled back too.
            "rolledBack" => (state == JournalLook.BeforeCommit || (state == JournalLook.AfterCommit && IsErasure))
                && look.IsSameAs(_before!),
            "completed" => (state is JournalLook.AfterCommit or JournalLook.Gap || (state == JournalLook.BeforeCommit && ReplacesNothing))
                && look.IsSameAs(_after!),
            _ => false,
        };
        KillException.Unless(isExpected, $"Resumed from '{state}', it is '{outcome}' with {look}; before there was {_before}");
        CheckUntouched(place);
        outcome = await JournalLook.ResumeAsync(ResumeArguments(place));
        KillException.Unless(outcome == "nothing", $"Resumed twice, it is '{outcome}'.");
        bool isDone = look.IsSameAs(_after!);
        (Cli.Errors.ExitCode code, string text) = await BiotokenCommand.InProcessAsync(Arguments(place));
        KillException.Unless(
            code == Cli.Errors.ExitCode.Ok || (isDone && IsDone(code)), $"Done again after resuming, it ended with {code}: {text}");
        await CheckDoneAsync(place);
    }

    private async Task CheckAgainAsync(KillPlace place, string state)
    {
        (Cli.Errors.ExitCode code, string text) = await BiotokenCommand.InProcessAsync(Arguments(place));
        if (code == Cli.Errors.ExitCode.Ok)
        {
            if (!Settles)
                await JournalLook.ResumeAsync(ResumeArguments(place));
            await CheckDoneAsync(place);
            return;
        }

        bool isExpected = state == JournalLook.Gap
            ? code == Cli.Errors.ExitCode.GapOpen
            : state != JournalLook.BeforeCommit && IsDone(code);
        KillException.Unless(isExpected, $"Done again from '{state}', it ended with {code}: {text}");
        await JournalLook.ResumeAsync(ResumeArguments(place));
        await CheckDoneAsync(place);
    }

    // The identity to erase is gone, or the identity to write is present.
    private static bool IsDone(Cli.Errors.ExitCode code)
        => code is Cli.Errors.ExitCode.CertificateNotOnToken or Cli.Errors.ExitCode.AlreadyOnToken;

    private async Task CheckDoneAsync(KillPlace place)
    {
        TokenLook look = await TokenLook.ReadAsync(place);
        KillException.Unless(look.IsSameAs(_after!), $"Done again, there is {look}; there should be {_after}");
        CheckUntouched(place);
        KillException.Unless(await JournalStateAsync(place) == JournalLook.Clean, "The journal is not clean.");
        string[] left = [.. FileTree.Read(place.Path).Files.Keys.Where(IsLeftOver)];
        KillException.Unless(left.Length == 0, $"Left over: {string.Join(", ", left)}.");
    }

    // The next object that is written overwrites the token's one unfinished object. A command that settles nothing may write none.
    private bool IsLeftOver(string path)
        => (Path.GetExtension(path) == ".tmp" && Settles) || Path.GetExtension(path) == ".new" || Path.GetFileName(path) == "new";

    private void CheckUntouched(KillPlace place)
    {
        Dictionary<string, byte[]> now = WatchedFiles(place);
        foreach ((string path, byte[] content) in _untouched)
        {
            KillException.Unless(
                now.TryGetValue(path, out byte[]? found) && found.AsSpan().SequenceEqual(content),
                $"{path} is not as it was, which no command named.");
        }
    }
}
