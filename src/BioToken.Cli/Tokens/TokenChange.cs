using System.Globalization;
using BioToken.Cli.Errors;
using BioToken.Cli.Hosting;
using BioToken.Cli.Output;
using BioToken.Errors;
using BioToken.Tokens;
using BioToken.Writing;

namespace BioToken.Cli.Tokens;

/// <summary>Runs an erasure, a write or a recovery, and shows its stages.</summary>
internal sealed class TokenChange(CliHost host, CommandOutput output, TokenConnection connection, BioTokenInfo token)
{
    private readonly List<VerifiedKey> _verified = [];

    /// <summary>The private keys that the last run verified, in order.</summary>
    public IReadOnlyList<VerifiedKey> Verified => _verified;

    /// <exception cref="StoppedException">It stopped, and there is something to resume.</exception>
    public async Task<T> RunAsync<T>(string title, Func<IProgress<WriteProgress>, CancellationToken, Task<T>> change)
    {
        _verified.Clear();
        try
        {
            return await host.Interruption.WhileChangingAsync(
                cancel => output.WithProgressAsync(title, report => change(Stages(report), cancel)));
        }
        catch (Exception e) when (e is OperationCanceledException or BioTokenException { Reason: not BioTokenError.TokenBusy })
        {
            if (await FindUnfinishedAsync() is { } unfinished)
                throw new StoppedException(e, connection.NextStep(unfinished));
            throw;
        }
    }

    private async Task<InterruptedWrite?> FindUnfinishedAsync()
    {
        try
        {
            // Read from the provider, since the token may have been removed.
            IReadOnlyList<InterruptedWrite> all = await connection.ListInterruptedWritesAsync(CancellationToken.None);
            return all.FirstOrDefault(unfinished => unfinished.IsOf(token));
        }
        catch (BioTokenException)
        {
            // The first failure is the one to report.
            return null;
        }
    }

    private ImmediateProgress<WriteProgress> Stages(ProgressReport report) => new(progress =>
    {
        // The result contains it; a repetition on standard error would be noise.
        if (progress.Verified is { } key)
        {
            _verified.Add(key);
            return;
        }

        report(
            progress.Text,
            progress is { Prompt: null, Total: > 0 }
                ? string.Create(CultureInfo.InvariantCulture, $"({progress.Completed + 1}/{progress.Total})")
                : "");
    });
}
