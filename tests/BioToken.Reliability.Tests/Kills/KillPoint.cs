namespace BioToken.Reliability.Tests;

/// <summary>
/// The point at which a process is killed: when it enters one of its threads' nth call of a name. The call is not executed.
/// </summary>
/// <param name="Call">Name of the system call.</param>
/// <param name="Number">The number of the call among one thread's calls of this name, from 1.</param>
/// <param name="Path">Count only the calls that concern this file or folder; null to count all.</param>
internal readonly record struct KillPoint(string Call, int Number, string? Path = null)
{
    public override string ToString() => $"{Call} {Number}{(Path is null ? "" : " of " + System.IO.Path.GetFileName(Path))}";
}
