using System.Diagnostics;

namespace BioToken.Simulator.Native.Tests;

/// <summary>A C program of this project, run as a separate process with the simulator's library.</summary>
internal static class NativeProgram
{
    /// <summary>The library; the test is skipped if it is not built.</summary>
    public static string Library
    {
        get
        {
            Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are compiled with the C compiler of Unix systems.");
            Assert.SkipWhen(SimulatorLibrary.LibraryPath is null, SimulatorLibrary.NotBuilt);
            return SimulatorLibrary.LibraryPath!;
        }
    }

    /// <summary>Runs a program to its end with the library as its first argument, and asserts that its checks passed.</summary>
    public static void Pass(string name, string directory, params string[] arguments)
        => AssertPassed(Run(name, directory, Library, [], arguments));

    /// <summary>Fails the test with a program's output if one of its checks failed.</summary>
    public static void AssertPassed(ProgramOutcome outcome)
        => Assert.True(outcome.ExitCode == 0, $"The program ended with {outcome.ExitCode}: {outcome.Text}");

    /// <summary>Runs a program to its end.</summary>
    /// <param name="name">The program's name.</param>
    /// <param name="directory">Directory of the simulator.</param>
    /// <param name="library">The library that the program loads.</param>
    /// <param name="environment">Additional environment variables.</param>
    /// <param name="arguments">Additional arguments.</param>
    public static ProgramOutcome Run(
        string name, string directory, string library, IEnumerable<KeyValuePair<string, string?>> environment, params string[] arguments)
        => ExternalProgram.RunToEnd(
            PathOf(name),
            [library, .. arguments],
            environment: new Dictionary<string, string?>(environment, StringComparer.Ordinal) { [SimulatorLibrary.Variable] = directory });

    /// <summary>Starts a program with the library as its first argument.</summary>
    public static Process Start(string name, string directory, params string[] arguments)
    {
        ProcessStartInfo start = new(PathOf(name), [Library, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment[SimulatorLibrary.Variable] = directory;
        return Process.Start(start)!;
    }

    /// <summary>Returns the path of a program.</summary>
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "programs", name);
}
