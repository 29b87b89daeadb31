namespace BioToken.Benchmarks;

/// <summary>Why a function is called at one point of an operation.</summary>
internal readonly record struct CallReason(string Function, string Why);
