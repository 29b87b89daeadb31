using System.Globalization;

namespace BioToken.Reliability.Tests;

/// <summary>Where a process is killed: when it enters one of its threads' nth call of a name. The call is not executed.</summary>
/// <param name="Call">Name of the system call.</param>
/// <param name="Number">Which call of this name of one thread, from 1.</param>
internal readonly record struct KillPoint(string Call, int Number)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Call} {Number}");
}
