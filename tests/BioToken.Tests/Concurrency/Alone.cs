namespace BioToken.Tests.Concurrency;

/// <summary>Tests that inspect the whole process, and therefore run while no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
