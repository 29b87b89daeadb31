namespace BioToken.Reliability.Tests.Faults;

/// <summary>A fault at one call.</summary>
/// <param name="Call">The number of the call, counted from 1 when the fault is armed.</param>
/// <param name="Kind">The kind of fault.</param>
internal readonly record struct CallFault(int Call, CallFaultKind Kind)
{
    public override string ToString() => $"{Kind}@{Call}";
}
