namespace BioToken.Benchmarks;

/// <summary>One question about speed, answered by a ratio or a count that is measured in one run.</summary>
internal interface IBenchmark
{
    /// <summary>The name that selects it on the command line.</summary>
    string Name { get; }

    /// <summary>Measures, and writes the results next to their targets.</summary>
    void Run(TextWriter output);
}
