using BioToken.Npki.Certificates;

namespace BioToken.Fuzz;

/// <summary>Tests that the engine detects inputs that break a rule, and that the product's coverage guides it.</summary>
public sealed class FuzzEngineTests
{
    [Fact]
    public void The_copies_are_instrumented_and_the_products_own_files_are_not()
    {
        string copy = typeof(NpkiCertificate).Assembly.Location;
        Assert.True(Instrumentation.IsInstrumented(copy));
        string own = copy.Replace(Path.Combine("tests", "BioToken.Fuzz"), Path.Combine("src", "BioToken.Npki"), StringComparison.Ordinal);
        Assert.False(Instrumentation.IsInstrumented(own));
    }

    [Fact]
    public void Fuzz_tells_an_exception_that_is_not_declared_with_a_short_input_and_the_line_that_replays_it()
    {
        string message = Failure(
            new PlantedTarget(input => ThrowIf(input.Contains((byte)'x'), new InvalidOperationException("not told of"))));

        Assert.Contains("an input of 1 bytes throws System.InvalidOperationException: not told of", message, StringComparison.Ordinal);
        Assert.Contains("\n78\n", message, StringComparison.Ordinal);
        Assert.Contains("eng/fuzz.sh --replay Planted ", message, StringComparison.Ordinal);
        string file = message.Split('\n').First(line => line.StartsWith("Replay: ", StringComparison.Ordinal)).Split(' ')[^1];
        Assert.Equal("x"u8.ToArray(), File.ReadAllBytes(file));
    }

    [Fact]
    public void Fuzz_tells_a_rule_that_is_broken()
        => Assert.Contains(
            "breaks the rule: no x",
            Failure(new PlantedTarget(input => ThrowIf(input.Contains((byte)'x'), new OracleException("no x")))),
            StringComparison.Ordinal);

    [Fact]
    public void Fuzz_passes_over_exceptions_that_are_declared()
    {
        FuzzEngine engine = new(new PlantedTarget(input => ThrowIf(input.Contains((byte)'x'), new FormatException())), Effort.Seed);
        engine.Replay(["abc"u8.ToArray(), "x"u8.ToArray()]);
        Assert.Equal(2, engine.Inputs);
        Assert.Equal(1, engine.Accepted);
    }

    [Fact]
    public void Replay_tells_an_input_that_allocates_too_much()
        => Assert.Contains(
            "allocates", Replay(new PlantedTarget(_ => GC.KeepAlive(new byte[FuzzEngine.MaxAllocated + 1]))), StringComparison.Ordinal);

    [Fact]
    public void Replay_tells_an_input_that_takes_long_each_time()
    {
        FuzzEngine engine =
            new(new PlantedTarget(_ => Spin(TimeSpan.FromMilliseconds(60))), Effort.Seed) { MaxTime = TimeSpan.FromMilliseconds(30) };

        Assert.Contains(
            "of the processor", Assert.Throws<FuzzFailureException>(() => engine.Replay([[1]])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_passes_over_an_input_that_took_long_once()
    {
        int times = 0;
        FuzzEngine engine = new(
            new PlantedTarget(_ => Spin(TimeSpan.FromMilliseconds(times++ == 0 ? 60 : 0))),
            Effort.Seed) { MaxTime = TimeSpan.FromMilliseconds(30) };
        engine.Replay([[1]]);
        Assert.InRange(times, 2, 3);
    }

    [Fact]
    public void Replay_tells_an_input_that_does_not_end()
    {
        using ManualResetEventSlim end = new();
        FuzzEngine engine =
            new(new PlantedTarget(_ => end.Wait(CancellationToken.None)), Effort.Seed) { Patience = TimeSpan.FromMilliseconds(50) };

        Assert.Contains("does not end", Assert.Throws<FuzzFailureException>(() => engine.Replay([[1]])).Message, StringComparison.Ordinal);
        end.Set();
    }

    [Fact]
    public void Fuzz_keeps_what_leads_somewhere_new_and_so_finds_what_the_seeds_do_not_have()
    {
        FuzzEngine engine = new(new TouchScriptTarget(), seed: 1);
        engine.Replay(["right"u8.ToArray()]);
        int edges = engine.Edges;

        engine.Fuzz(TimeSpan.FromMinutes(1), most: 20_000);

        Assert.True(engine.Edges > edges + 20, $"{edges} edges became {engine.Edges}");
        Assert.InRange(engine.Corpus.Count, 10, 2_000);
        // A delay requires two words, and the seed contains neither.
        Assert.Contains(engine.Corpus, input => System.Text.Encoding.UTF8.GetString(input).Contains("slow", StringComparison.Ordinal));
    }

    [Fact]
    public void Fuzz_with_the_same_seed_runs_the_same_inputs()
    {
        static IReadOnlyList<byte[]> Run()
        {
            List<byte[]> inputs = [];
            FuzzEngine engine = new(new PlantedTarget(inputs.Add), seed: 7);
            engine.Replay(["seed"u8.ToArray()]);
            engine.Fuzz(TimeSpan.FromMinutes(1), most: 1_000);
            return inputs;
        }

        IReadOnlyList<byte[]> first = Run();
        Assert.Equal(1_001, first.Count);
        Assert.Equal(first, Run());
    }

    [Fact]
    public void Change_of_ASN1_keeps_the_lengths_around_an_element_right()
    {
        byte[] key = Samples.PlainKey;
        Random random = new(3);
        int readable = 0;
        for (int i = 0; i < 200; i++)
        {
            byte[] changed = Asn1Mutator.Change(key, key, random)!;
            readable += Asn1Element.Parse(changed) is [var only] && only.All().Count() > 1 ? 1 : 0;
        }

        Assert.InRange(readable, 100, 200);
    }

    private static string Failure(PlantedTarget target)
    {
        FuzzEngine engine = new(target, Effort.Seed);
        engine.Replay(["abcdef"u8.ToArray(), "zzzz"u8.ToArray()]);
        return Assert.Throws<FuzzFailureException>(() => engine.Fuzz(TimeSpan.FromMinutes(1))).Message;
    }

    private static string Replay(PlantedTarget target)
        => Assert.Throws<FuzzFailureException>(() => new FuzzEngine(target, Effort.Seed).Replay([[1, 2]])).Message;

    private static void ThrowIf(bool condition, Exception exception)
    {
        if (condition)
            throw exception;
    }

    private static void Spin(TimeSpan time)
    {
        TimeSpan start = ThreadTime.Now;
        while (ThreadTime.Now - start < time)
            Thread.SpinWait(100);
    }

    /// <summary>A parser with a planted fault.</summary>
    private sealed class PlantedTarget(Action<byte[]> read) : FuzzTarget
    {
        public override IReadOnlyList<string> Words => ["x"];

        public override IEnumerable<byte[]> MakeSeeds() => [];

        public override void Read(byte[] input) => read(input);

        public override bool IsDeclared(Exception e) => e is FormatException;
    }
}
