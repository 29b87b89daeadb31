using System.ComponentModel;
using System.Diagnostics;

namespace BioToken.Benchmarks;

/// <summary>Runs external programs.</summary>
internal static class Tool
{
    /// <summary>Runs a program to its end and returns what it printed.</summary>
    /// <exception cref="BenchmarkException">It is not installed, or it failed.</exception>
    public static string Run(string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using Process process = Start(start);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new BenchmarkException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {error.Result.Trim()}");
    }

    /// <summary>Returns the first of some paths that is a file.</summary>
    /// <exception cref="BenchmarkException">None is.</exception>
    public static string Find(string package, params string[] paths)
        => Array.Find(paths, File.Exists)
            ?? throw new BenchmarkException($"Install the package {package}: there is no {string.Join(" and no ", paths)}.");

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new BenchmarkException($"{start.FileName} is needed: install it, or put it on the PATH. {e.Message}", e);
        }
    }
}
