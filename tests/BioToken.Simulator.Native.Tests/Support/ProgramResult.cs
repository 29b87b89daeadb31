namespace BioToken.Simulator.Native.Tests;

/// <summary>How a program ended, and what it said.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Errors)
{
    /// <summary>Fails the test with what the program said, if it found something wrong.</summary>
    public void AssertPassed() => Assert.True(ExitCode == 0, $"The program ended with {ExitCode}: {Errors}{Output}");
}
