using System.Diagnostics;
using System.Globalization;

namespace BioToken.Fuzz;

/// <summary>Manual fuzzing: eng/fuzz.sh.</summary>
internal static class FuzzCommand
{
    private const int MaxKept = 20 * 1024;

    /// <summary>
    /// Fuzzes one target, or every target for <c>all</c>, and prints the measurements: a row of the table in docs/reliability.md.
    /// </summary>
    public static int Fuzz(string name, string seconds) => ForEach(name, target =>
    {
        FuzzEngine engine = Start(target);
        long start = Stopwatch.GetTimestamp();
        long before = engine.Inputs;
        engine.Fuzz(TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)));
        double rate = (engine.Inputs - before) / Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {target.Name} | {engine.Inputs:N0} | {rate:N0} | {100.0 * engine.Accepted / engine.Inputs:0} % | {engine.Edges:N0} |"));
    });

    /// <summary>Runs the input in one file.</summary>
    public static int Replay(string name, string file) => ForEach(name, target =>
    {
        new FuzzEngine(target, Effort.Seed).Replay([File.ReadAllBytes(file)]);
        Console.WriteLine($"{target.Name}: no rule is broken.");
    });

    /// <summary>Fuzzes, and stores a small set of inputs that take all edges in the corpus.</summary>
    public static int Keep(string name, string seconds) => ForEach(name, target =>
    {
        FuzzEngine engine = Start(target);
        engine.Fuzz(TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)));
        FuzzEngine chosen = new(target, Effort.Seed);
        chosen.Replay(engine.Corpus.OrderBy(input => input.Length));
        int size = 0;
        FoundInput.Keep(target, chosen.Corpus.TakeWhile(input => (size += input.Length) <= MaxKept));
    });

    private static FuzzEngine Start(FuzzTarget target)
    {
        FuzzEngine engine = new(target, Effort.Seed);
        engine.Replay([.. target.MakeSeeds(), .. FoundInput.ReadKept(target)]);
        return engine;
    }

    private static int ForEach(string name, Action<FuzzTarget> work)
    {
        FuzzTarget[] targets = [.. FuzzTargets.All.Where(target => name == "all" || target.Name == name)];
        if (targets.Length == 0)
        {
            Console.Error.WriteLine($"There is no target {name}: {string.Join(", ", FuzzTargets.All.Select(target => target.Name))}");
            return 2;
        }

        int failures = 0;
        foreach (FuzzTarget target in targets)
        {
            try
            {
                work(target);
            }
            catch (FuzzFailureException e)
            {
                failures++;
                Console.WriteLine(e.Message);
            }
        }

        return failures == 0 ? 0 : 1;
    }
}
