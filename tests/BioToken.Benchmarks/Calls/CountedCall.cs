namespace BioToken.Benchmarks;

/// <summary>A function that was called some times in a row.</summary>
internal readonly record struct CountedCall(string Function, int Count);
