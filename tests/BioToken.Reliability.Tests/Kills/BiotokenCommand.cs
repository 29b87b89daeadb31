using BioToken.Cli;
using BioToken.Cli.Errors;

namespace BioToken.Reliability.Tests;

/// <summary>The built command: as a process to be killed, or run in this process to check the remaining state.</summary>
internal static class BiotokenCommand
{
    // Reduces the work at startup. Without the double mapping of code pages there is no ftruncate of memory, and without diagnostics no
    // socket to delete, so that all counted calls are the command's own.
    private static readonly Dictionary<string, string?> Environment = new(StringComparer.Ordinal)
    {
        ["DOTNET_EnableWriteXorExecute"] = "0",
        ["DOTNET_EnableDiagnostics"] = "0",
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_gcConcurrent"] = "0",
        ["DOTNET_GCHeapHardLimit"] = "0x10000000",
        ["LANG"] = "C.UTF-8",
        ["LC_ALL"] = null,
    };

    private static readonly string Program = FindCommand();

    /// <summary>Returns the command as a process.</summary>
    public static ToolRun Run(IReadOnlyList<string> arguments) => new(Program, arguments, DurableCalls.OfDotNet, Environment);

    /// <summary>Runs the command in this process.</summary>
    /// <returns>The exit code and the output.</returns>
    public static async Task<(ExitCode Code, string Text)> InProcessAsync(IReadOnlyList<string> arguments)
    {
        SilentTerminal terminal = new();
        int code = await CommandLine.RunAsync([.. arguments, "--lang", "en"], terminal, TimeProvider.System, listensToSignals: false);
        return ((ExitCode)code, terminal.Text);
    }

    /// <summary>Runs the command in this process; it must succeed.</summary>
    /// <returns>The text that it wrote to standard output.</returns>
    public static async Task<string> SucceedAsync(IReadOnlyList<string> arguments)
    {
        SilentTerminal terminal = new();
        int code = await CommandLine.RunAsync([.. arguments, "--lang", "en"], terminal, TimeProvider.System, listensToSignals: false);
        return code == 0
            ? terminal.OutputText
            : throw new KillException($"'{string.Join(' ', arguments)}' ended with {(ExitCode)code}: {terminal.Text}");
    }

    private static string FindCommand()
    {
        DirectoryInfo output = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        DirectoryInfo configuration = output.Parent!;
        string root = configuration.Parent!.Parent!.Parent!.Parent!.FullName;
        return Path.Combine(root, "src", "BioToken.Cli", "bin", configuration.Name, output.Name, "biotoken");
    }
}
