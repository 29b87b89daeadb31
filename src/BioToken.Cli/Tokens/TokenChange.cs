using System.Globalization;

namespace BioToken.Cli;

/// <summary>Runs an erasure or a write and shows its stages.</summary>
internal static class TokenChange
{
    public static Task<T> RunAsync<T>(
        CliHost host, CommandOutput output, string title, Func<IProgress<WriteProgress>, CancellationToken, Task<T>> change)
        => host.Interruption.WhileChangingAsync(token => output.WithProgressAsync(title, report => change(Stages(report), token)));

    private static ImmediateProgress<WriteProgress> Stages(ProgressReport report) => new(progress => report(
        progress.Text,
        progress is { Prompt: null, Total: > 0 }
            ? string.Create(CultureInfo.InvariantCulture, $"({progress.Completed + 1}/{progress.Total})")
            : ""));
}
