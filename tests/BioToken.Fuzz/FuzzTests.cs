namespace BioToken.Fuzz;

/// <summary>
/// Tests each parser of the product with coverage-guided fuzzing: the kept inputs, then 5 s of changed inputs, or an hour in the long form.
/// Each input must end in a possible result, or in an exception that the parser declares, within 1 s of processor time and 64 MiB.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly TimeSpan EveryRun = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongForm = TimeSpan.FromHours(1);

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Read_of_any_input_ends_as_declared(string target)
    {
        FuzzTarget parser = FuzzTargets.All.First(candidate => candidate.Name == target);
        byte[][] seeds = [.. parser.MakeSeeds()];
        FuzzEngine engine = new(parser, Effort.Seed);
        engine.Replay(seeds);
        // Seeds that the parser rejects reach no new code.
        Assert.True(engine.Accepted * 2 >= seeds.Length, $"{engine.Accepted} of {seeds.Length} seeds are accepted");
        int edges = engine.Edges;
        Assert.True(edges > 0, "the copies of the assemblies are not instrumented");
        engine.Replay(FoundInput.ReadKept(parser));

        engine.Fuzz(Effort.IsLong ? LongForm : EveryRun);

        output.WriteLine(
            $"{target}: {engine.Inputs} inputs, {engine.Accepted} accepted, {engine.Edges} edges of which {edges} by the seeds");
        Assert.True(engine.Inputs > seeds.Length + 10, $"{engine.Inputs} inputs only");
        Assert.True(engine.Edges > edges, "no input led anywhere new");
    }
}
