namespace BioToken.Reliability.Tests.Faults;

/// <summary>A stopped clock, so that the library makes the same calls in every run.</summary>
internal sealed class FixedTime : TimeProvider
{
    public override long GetTimestamp() => 0;
}
