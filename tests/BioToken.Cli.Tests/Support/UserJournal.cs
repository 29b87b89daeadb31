using System.Runtime.CompilerServices;

namespace BioToken.Cli.Tests;

/// <summary>
/// Keeps the tests away from the journal of the person who runs them: a run that does not name its own journal gets a location that is not
/// writable.
/// </summary>
internal static class UserJournal
{
    [ModuleInitializer]
    internal static void Hide() => Environment.SetEnvironmentVariable("XDG_STATE_HOME", "/dev/null/no-journal-was-named");
}
