using System.Diagnostics;

namespace BioToken.Simulator.Native.Tests;

/// <summary>A C program of this project, run with the simulator's library as a program of its own.</summary>
internal static class NativeProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The library; the test is skipped where it is not built.</summary>
    public static string Library
    {
        get
        {
            Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are compiled with the C compiler of Unix systems.");
            Assert.SkipWhen(SimulatorLibrary.LibraryPath is null, SimulatorLibrary.NotBuilt);
            return SimulatorLibrary.LibraryPath!;
        }
    }

    /// <summary>Runs a program to its end, with the library as its first argument.</summary>
    public static ProgramResult Run(string name, string directory, params string[] arguments)
        => Run(name, directory, Library, [], arguments);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="directory">Directory of the simulator.</param>
    /// <param name="library">The library that it loads.</param>
    /// <param name="environment">More of its environment.</param>
    /// <param name="arguments">Its further arguments.</param>
    public static ProgramResult Run(
        string name, string directory, string library, IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments)
    {
        using Process process = Start(name, directory, library, environment, arguments);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            Assert.Fail($"{name} did not end within {Patience}.");
        }

        return new(process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }

    /// <summary>Starts a program.</summary>
    public static Process Start(
        string name, string directory, string library, IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments)
    {
        ProcessStartInfo start = new(Path.Combine(AppContext.BaseDirectory, "programs", name), [library, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[SimulatorLibrary.Variable] = directory;
        foreach ((string variable, string value) in environment)
            start.Environment[variable] = value;
        return Process.Start(start)!;
    }
}
