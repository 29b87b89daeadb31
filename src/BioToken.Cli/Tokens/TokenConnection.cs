using BioToken.Cli.Errors;
using BioToken.Cli.Hosting;
using BioToken.Cli.Output;
using BioToken.Cli.Resources;
using BioToken.Errors;
using BioToken.Modules;
using BioToken.Tokens;
using BioToken.Writing;

namespace BioToken.Cli.Tokens;

/// <summary>The provider of one run, and the simulator under it if there is one.</summary>
internal sealed class TokenConnection : IAsyncDisposable
{
    private readonly TokenSource _source;
    private readonly IDisposable? _simulator;
    private readonly BioTokenProvider _provider;

    public TokenConnection(CliHost host, TokenSource source, BioTokenOptions options)
    {
        _source = source;
        options.JournalDirectory = source.Journal ?? host.JournalDirectory;
        _simulator = source.Apply(options);
        _provider = new BioTokenProvider(options, loggerFactory: null, host.Time);
    }

    /// <summary>Throws, before any question, if the journal could not record a write.</summary>
    public Task RequireJournalAsync(CancellationToken cancellationToken) => _provider.CheckJournalAsync(cancellationToken);

    /// <summary>Lists the tokens and the unreadable modules. If a module failed and no other has a token, that is an error.</summary>
    public async Task<TokenScan> ScanAsync(CancellationToken cancellationToken)
    {
        TokenScan scan = await _provider.ScanAsync(cancellationToken);
        bool hasNone = scan.Tokens.Count == 0 && scan.Skipped.All(skipped => skipped.Slot is null);
        return hasNone && scan.Skipped is [var first, ..] ? throw first.Problem : scan;
    }

    /// <summary>The interrupted writes of any token, connected or not.</summary>
    public Task<IReadOnlyList<InterruptedWrite>> ListInterruptedWritesAsync(CancellationToken cancellationToken)
        => _provider.ListInterruptedWritesAsync(cancellationToken);

    /// <summary>The interrupted writes of other tokens.</summary>
    /// <param name="own">The specified token's own interrupted write, which is omitted; null if there is none.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<IEnumerable<InterruptedWrite>> ListUnfinishedOfOthersAsync(InterruptedWrite? own, CancellationToken cancellationToken)
        => (await ListInterruptedWritesAsync(cancellationToken)).Where(unfinished => unfinished.JournalFile != own?.JournalFile);

    /// <summary>Finds and opens the specified token; throws, before a PIN is requested, while a gap is open on it.</summary>
    public async Task<IBioToken> OpenAsync(CancellationToken cancellationToken)
    {
        IBioToken token = await OpenEvenInGapAsync(cancellationToken);
        RefuseGap(token.Info, await token.Recovery.GetInterruptedWriteAsync(cancellationToken));
        return token;
    }

    /// <summary>The same for commands that change nothing: an unreadable journal does not prevent signing.</summary>
    public async Task<IBioToken> OpenForUseAsync(CommandOutput output, CancellationToken cancellationToken)
    {
        IBioToken token = await OpenEvenInGapAsync(cancellationToken);
        try
        {
            RefuseGap(token.Info, await token.Recovery.GetInterruptedWriteAsync(cancellationToken));
        }
        catch (BioTokenException e) when (e.Reason == BioTokenError.JournalUnusable)
        {
            output.Warning(e.Message);
        }

        return token;
    }

    /// <summary>Finds and opens the specified token, for the commands that handle a gap.</summary>
    public async Task<IBioToken> OpenEvenInGapAsync(CancellationToken cancellationToken)
    {
        TokenScan scan = await ScanAsync(cancellationToken);
        // "No token" would be wrong if one could not be read.
        if (scan is { Tokens: [], Skipped: [var first, ..] })
            throw first.Problem;
        BioTokenInfo chosen = _source.Choose(scan.Tokens);
        return await _provider.OpenAsync(chosen, cancellationToken);
    }

    /// <summary>The command line that resumes an interrupted write.</summary>
    public string NextStep(InterruptedWrite unfinished)
        => ResumeCommandText.Of(
            _source, unfinished.TokenSerialNumber, unfinished.State == InterruptedWriteState.Gap && !SourceFolder.IsThere(unfinished));

    /// <summary>The command line that would resume a write that has not begun yet.</summary>
    public string NextStep(BioTokenInfo token) => ResumeCommandText.Of(_source, token.SerialNumber, needsFolder: false);

    /// <summary>
    /// Ends everything at once: the module with all sessions and logins, then the simulator with a device that still waits for a finger.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        _simulator?.Dispose();
    }

    private void RefuseGap(BioTokenInfo token, InterruptedWrite? unfinished)
    {
        if (unfinished is not { State: InterruptedWriteState.Gap })
            return;
        throw new CliException(ExitCode.GapOpen, Texts.Format("GapOpen", Descriptions.Token(token))) { NextStep = NextStep(unfinished) };
    }
}
