using BioToken.Npki;

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

    /// <summary>What is on the token before.</summary>
    public required IReadOnlyList<NpkiIdentity> OnToken { get; init; }

    /// <summary>What is whole at every instant, each of them.</summary>
    public IReadOnlyList<NpkiIdentity> Always { get; init; } = [];

    /// <summary>Of these at least one is whole at every instant; none if there is nothing of that kind to promise.</summary>
    public IReadOnlyList<NpkiIdentity> OneOf { get; init; } = [];

    /// <summary>Room on the token in bytes; null for the vendor's.</summary>
    public int? Memory { get; init; }

    /// <summary>The command's words, and its options but for those that say where the token, the journal and the secrets are.</summary>
    public required Func<KillPlace, string[]> Words { get; init; }

    public override async Task PrepareAsync(KillPlace place)
    {
        await KillToken.CreateAsync(place, Vendor, OnToken, Memory);
        NpkiFolder.Write(place.Npki, KillIdentities.New, KillPlace.Password);
        _before = await TokenLook.ReadAsync(place);
        _untouched = ObjectFiles(place);
    }

    public override ToolRun Command(KillPlace place) => BiotokenCommand.Run(Arguments(place));

    public override async Task LearnAsync(KillPlace place)
    {
        _after = await TokenLook.ReadAsync(place);
        Dictionary<string, byte[]> left = ObjectFiles(place);
        _untouched = _untouched.Where(file => left.TryGetValue(file.Key, out byte[]? now) && now.AsSpan().SequenceEqual(file.Value)).ToDictionary(StringComparer.Ordinal);
        // Or nothing would be watched.
        KillException.Unless(_untouched.Count > 0 && Always.All(_after.Whole.Contains), $"An undisturbed run leaves {_after}.");
    }

    public override async Task CheckAsync(KillPlace place)
    {
        CheckUntouched(place);
        TokenLook look = await TokenLook.ReadAsync(place);
        foreach (NpkiIdentity one in Always)
            KillException.Unless(look.Whole.Contains(one), $"{one.Certificate.SerialNumber} is lost; {look}");
        KillException.Unless(OneOf.Count == 0 || OneOf.Any(look.Whole.Contains), $"Neither the old nor the new identity is whole; {look}");
        CheckUntouched(place);
    }

    private static Dictionary<string, byte[]> ObjectFiles(KillPlace place) => FileTree.Read(place.Tokens).Files
        .Where(file => file.Key.EndsWith(".obj", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);

    private string[] Arguments(KillPlace place) => [.. Words(place), "--simulator", place.Tokens, "--pin-file", place.PinFile];

    private void CheckUntouched(KillPlace place)
    {
        Dictionary<string, byte[]> now = ObjectFiles(place);
        foreach ((string path, byte[] content) in _untouched)
        {
            KillException.Unless(
                now.TryGetValue(path, out byte[]? found) && found.AsSpan().SequenceEqual(content), $"{path} is not as it was, which no command named.");
        }
    }
}
