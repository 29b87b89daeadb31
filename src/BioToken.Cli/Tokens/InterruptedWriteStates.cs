using BioToken.Cli.Output.Text;
using BioToken.Errors;
using BioToken.Tokens;
using BioToken.Writing;

namespace BioToken.Cli.Tokens;

/// <summary>Which tokens of a list have something unfinished.</summary>
internal sealed class InterruptedWriteStates
{
    /// <summary>The message for a damaged journal, which does not prevent listing tokens.</summary>
    public const string Unknown = "unknown";

    private readonly IReadOnlyList<InterruptedWrite>? _known;

    private InterruptedWriteStates(IReadOnlyList<InterruptedWrite>? known) => _known = known;

    public static async Task<InterruptedWriteStates> ReadAsync(TokenConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return new InterruptedWriteStates(await connection.ListInterruptedWritesAsync(cancellationToken));
        }
        catch (BioTokenException e) when (e.Reason == BioTokenError.JournalUnusable)
        {
            return new InterruptedWriteStates(known: null);
        }
    }

    /// <summary>The state of a token's interrupted write; null if there is none.</summary>
    public string? Of(BioTokenInfo token)
    {
        if (_known is null)
            return Unknown;
        return _known.FirstOrDefault(unfinished => unfinished.IsOf(token)) is { } found
            ? JsonName.Of(found.State)
            : null;
    }
}
