namespace BioToken.Benchmarks;

/// <summary>A function and the number of consecutive calls.</summary>
internal readonly record struct CountedCall(string Function, int Count);
