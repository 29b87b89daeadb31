using System.Runtime.CompilerServices;

namespace BioToken.Cli.Tests;

/// <summary>
/// Puts the journal of the person who runs the tests out of their reach: a run that forgets to name its own finds a place where nothing can
/// be written.
/// </summary>
internal static class UserJournal
{
    [ModuleInitializer]
    internal static void Hide() => Environment.SetEnvironmentVariable("XDG_STATE_HOME", "/dev/null/no-journal-was-named");
}
