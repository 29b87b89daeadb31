namespace BioToken.Benchmarks;

/// <summary>The reason for calling a function at one point of an operation.</summary>
internal readonly record struct CallReason(string Function, string Why);
