namespace BioToken.Benchmarks;

/// <summary>One question about speed, answered by a ratio or a count that is measured in one run.</summary>
internal interface IBenchmark
{
    /// <summary>What it is selected by on the command line.</summary>
    string Name { get; }

    /// <summary>Measures, and writes what was found beside what is aimed at.</summary>
    void Run(TextWriter output);
}
