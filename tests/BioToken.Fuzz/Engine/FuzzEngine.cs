using System.Diagnostics;
using System.Globalization;

namespace BioToken.Fuzz;

/// <summary>
/// Passes inputs to a parser: first the given ones, then changed ones. Keeps each changed input that reaches new code. All inputs run on
/// one separate thread; the waiting thread reports an input that does not end.
/// </summary>
internal sealed class FuzzEngine
{
    /// <summary>Maximum number of bytes that may be allocated for one input.</summary>
    public const long MaxAllocated = 64 * 1024 * 1024;

    private const string Slow = "takes ";
    private const int Chances = 3;
    private const int MostChanges = 6;

    private readonly FuzzTarget _target;
    private readonly Random _random;
    private readonly InputMutator _mutator;
    private readonly CoverageMap _coverage = new();
    private readonly List<byte[]> _corpus = [];
    private byte[] _input = [];
    private long _inputs;

    public FuzzEngine(FuzzTarget target, int seed)
    {
        _target = target;
        _random = new Random(seed);
        _mutator = new InputMutator(_random, target);
    }

    /// <summary>Maximum processor time for one input.</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time after which an input is considered endless, even on a slow machine.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Number of inputs that were run.</summary>
    public long Inputs => _inputs;

    /// <summary>Number of inputs that ended in a result.</summary>
    public long Accepted { get; private set; }

    /// <summary>Number of the product's edges that were taken.</summary>
    public int Edges => _coverage.Edges;

    /// <summary>Inputs that reached new code, in the order in which they were found.</summary>
    public IReadOnlyList<byte[]> Corpus => _corpus;

    /// <summary>Runs inputs unchanged.</summary>
    /// <exception cref="FuzzFailureException">An input broke a rule.</exception>
    public void Replay(IEnumerable<byte[]> inputs) => OnThread(() =>
    {
        foreach (byte[] input in inputs)
            Run(input);
    });

    /// <summary>Runs changed inputs for a period of wall-clock time.</summary>
    /// <exception cref="FuzzFailureException">An input broke a rule.</exception>
    public void Fuzz(TimeSpan time, long most = long.MaxValue) => OnThread(() =>
    {
        long start = Stopwatch.GetTimestamp();
        if (_corpus.Count == 0)
            _corpus.Add([]);
        for (long i = 0; i < most && Stopwatch.GetElapsedTime(start) < time; i++)
        {
            // The inputs found last lead to further new code more often.
            int from = _random.Next(3) == 0 ? Math.Max(0, _corpus.Count - 8) : 0;
            byte[] input = _mutator.Change(
                _corpus[_random.Next(from, _corpus.Count)], _corpus, 1 + _random.Next(_random.Next(MostChanges) + 1));
            Run(_random.Next(8) == 0 ? input : _target.Repair(input));
        }
    });

    private void OnThread(Action work)
    {
        Exception? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                work();
            }
            catch (Exception e)
            {
                failure = e;
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
        long seen = -1;
        while (!thread.Join(Patience))
        {
            if (Volatile.Read(ref _inputs) == seen)
                throw FoundInput.Report(_target, Volatile.Read(ref _input), "does not end");
            seen = Volatile.Read(ref _inputs);
        }

        if (failure is not null)
            throw failure as FuzzFailureException ?? new FuzzFailureException(failure.Message, failure);
    }

    private void Run(byte[] input)
    {
        Volatile.Write(ref _input, input);
        Volatile.Write(ref _inputs, _inputs + 1);
        FoundInput.Remember(_target, input);
        CoverageMap.Clear();
        if (Judge(input, out bool isAccepted) is { } failure)
        {
            // A slow input is reported unchanged: shortening it would be slow too.
            byte[] small = failure.StartsWith(Slow, StringComparison.Ordinal)
                ? input
                : Minimizer.Shrink(input, candidate => SameKind(Judge(candidate, out _), failure));
            throw FoundInput.Report(_target, small, ReferenceEquals(small, input) ? failure : Judge(small, out _) ?? failure);
        }

        Accepted += isAccepted ? 1 : 0;
        if (_coverage.Take())
            _corpus.Add(input);
    }

    /// <summary>
    /// Runs an input once. If it takes too much time or memory, runs it again, since compilation and garbage collections may interfere, but
    /// not every time.
    /// </summary>
    /// <returns>The rule that the input broke; null if it broke none.</returns>
    private string? Judge(byte[] input, out bool isAccepted)
    {
        string? failure = null;
        isAccepted = false;
        for (int chance = 0; chance < Chances; chance++)
        {
            long start = Stopwatch.GetTimestamp();
            TimeSpan processor = ThreadTime.Now;
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            failure = Try(input, out isAccepted);
            if (failure is not null)
                return failure;
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            if (allocated > MaxAllocated)
                failure = string.Create(CultureInfo.InvariantCulture, $"allocates {allocated:N0} bytes");
            else if (Stopwatch.GetElapsedTime(start) > MaxTime && ThreadTime.Now - processor is var used && used > MaxTime)
                failure = string.Create(CultureInfo.InvariantCulture, $"{Slow}{used.TotalSeconds:0.0} s of the processor");
            if (failure is null)
                return null;
        }

        return failure;
    }

    private string? Try(byte[] input, out bool isAccepted)
    {
        isAccepted = false;
        try
        {
            _target.Read(input);
            isAccepted = true;
            return null;
        }
        catch (Exception e) when (e is not OracleException && _target.IsDeclared(e))
        {
            return null;
        }
        catch (OracleException e)
        {
            return "breaks the rule: " + e.Message;
        }
        catch (Exception e)
        {
            return "throws " + e;
        }
    }

    /// <summary>Whether two failures are the same: the same exception at the same place, or the same rule.</summary>
    private static bool SameKind(string? one, string other) => one is not null && KindOf(one) == KindOf(other);

    private static string KindOf(string failure)
    {
        string[] lines = failure.Split('\n');
        string first = lines[0].Split(':')[0];
        return lines.Length == 1
            ? string.Concat(failure.Where(c => !char.IsAsciiDigit(c)))
            : first + Array.Find(lines, line => line.Contains("BioToken", StringComparison.Ordinal));
    }
}
