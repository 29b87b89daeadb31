namespace BioToken.Cli;

/// <summary>Which tokens of a list have something unfinished.</summary>
internal sealed class UnfinishedStates
{
    /// <summary>What is said where the journal is damaged, which is no reason not to list tokens.</summary>
    public const string Unknown = "unknown";

    private readonly IReadOnlyList<UnfinishedWrite>? _known;

    private UnfinishedStates(IReadOnlyList<UnfinishedWrite>? known) => _known = known;

    public static async Task<UnfinishedStates> ReadAsync(TokenConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return new UnfinishedStates(await connection.ListUnfinishedAsync(cancellationToken));
        }
        catch (BioTokenException e) when (e.Error == BioTokenError.JournalUnusable)
        {
            return new UnfinishedStates(known: null);
        }
    }

    /// <summary>How far a write to a token came; null if nothing is unfinished on it.</summary>
    public string? Of(BioTokenInfo token)
    {
        if (_known is null)
            return Unknown;
        return _known.FirstOrDefault(unfinished => IsOf(unfinished, token)) is { } found
            ? JsonOutput.NameOf(found.State)
            : null;
    }

    /// <summary>Whether something stopped on this token; makers may give the same number.</summary>
    public static bool IsOf(UnfinishedWrite unfinished, BioTokenInfo token)
        => unfinished.TokenSerialNumber == token.SerialNumber && unfinished.TokenLabel == token.Label;
}
