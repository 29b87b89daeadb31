using System.Diagnostics;

namespace BioToken.Cli.Tests;

/// <summary>Runs programs as processes.</summary>
internal static class Tool
{
    /// <summary>The built command, not the copy of its parts beside the tests.</summary>
    public static string BioToken { get; } = FindCommand();

    /// <summary>Runs a program to its end.</summary>
    public static async Task<CliResult> RunAsync(
        string program, string[] arguments, string? input = null, params (string Name, string? Value)[] environment)
    {
        using Process process = Start(program, arguments, environment);
        if (input is not null)
            await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        return await FinishAsync(process);
    }

    public static Process Start(string program, string[] arguments, params (string Name, string? Value)[] environment)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string? value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>
    /// Starts a program as a shell starts a foreground program: with Ctrl+C not ignored. A script that runs the tests in the background
    /// ignores it, and every process that the script starts inherits that.
    /// </summary>
    public static Process StartInForeground(string program, string[] arguments, params (string Name, string? Value)[] environment)
        => OperatingSystem.IsLinux()
            ? Start("env", ["--default-signal=INT", program, .. arguments], environment)
            : Start(program, arguments, environment);

    public static async Task<CliResult> FinishAsync(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CliResult(process.ExitCode, await output, await error);
    }

    private static string FindCommand()
    {
        DirectoryInfo output = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        DirectoryInfo configuration = output.Parent!;
        string root = configuration.Parent!.Parent!.Parent!.Parent!.FullName;
        return Path.Combine(
            root, "src", "BioToken.Cli", "bin", configuration.Name, output.Name, OperatingSystem.IsWindows() ? "biotoken.exe" : "biotoken");
    }
}
