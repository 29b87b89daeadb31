namespace BioToken.Reliability.Tests.Faults;

/// <summary>A fault at one call.</summary>
/// <param name="Call">Which call, counted from 1 when the fault is armed.</param>
/// <param name="Kind">What happens.</param>
internal readonly record struct CallFault(int Call, CallFaultKind Kind)
{
    public override string ToString() => $"{Kind}@{Call}";
}
