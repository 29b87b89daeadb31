using BioToken.Cli.Errors;

namespace BioToken.Cli.Tests;

/// <summary>A situation in which the tool must fail, and the expected failure.</summary>
/// <param name="Name">Name of the situation.</param>
/// <param name="Code">The exit code.</param>
/// <param name="English">Part of the English message.</param>
/// <param name="Korean">Part of the Korean message.</param>
/// <param name="Arrange">Creates the situation and returns the command line that encounters it.</param>
internal sealed record FailureCase(string Name, ExitCode Code, string English, string Korean, Func<Workplace, Task<string[]>> Arrange)
{
    public FailureCase(string name, ExitCode code, string english, string korean, Func<Workplace, string[]> arrange)
        : this(name, code, english, korean, place => Task.FromResult(arrange(place)))
    {
    }
}
