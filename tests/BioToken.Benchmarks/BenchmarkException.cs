namespace BioToken.Benchmarks;

/// <summary>A benchmark could not measure. The message names the missing requirement and is meant for a person.</summary>
internal sealed class BenchmarkException(string message, Exception? cause = null) : Exception(message, cause);
