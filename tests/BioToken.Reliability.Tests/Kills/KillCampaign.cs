namespace BioToken.Reliability.Tests;

/// <summary>
/// A source of sweeps: first each command by itself, at every call; then, at some random calls, further commands and second interruptions
/// after a first one, until the number of kills is sufficient.
/// </summary>
/// <param name="target">The required number of kills.</param>
/// <param name="vendors">Vendors of the second interruptions.</param>
/// <param name="whole">The commands that are killed at every call.</param>
/// <param name="some">The commands that are killed at some calls.</param>
internal sealed class KillCampaign(
    int target, IReadOnlyList<string> vendors, IEnumerable<KillScenario> whole, IEnumerable<KillScenario> some)
{
    // Limits a sweep, so that every run has several second interruptions.
    private const int SomePoints = 40;
    private const double FirstPart = 0.2;
    private const double LastPart = 0.98;

    private readonly Lock _gate = new();
    private readonly Queue<KillScenario> _whole = new(whole);
    private readonly Queue<KillScenario> _some = new(some);
    private readonly Random _random = new(Effort.Seed);
    private readonly List<KillResult> _results = [];

    /// <summary>The results of the sweeps.</summary>
    public IReadOnlyList<KillResult> Results => _results;

    public int Kills => _results.Sum(result => result.Kills);

    /// <summary>Returns the next sweep, to be run in a place; null if the number of kills is sufficient.</summary>
    public Func<KillPlace, Task<KillResult>>? Next()
    {
        lock (_gate)
        {
            if (_whole.TryDequeue(out KillScenario? scenario))
                return place => new KillSweep(scenario, place).RunAsync();
            if (!_some.TryDequeue(out scenario) && Kills >= target)
                return null;
            scenario ??= SecondStop();
            Random random = new(_random.Next());
            return place => new KillSweep(scenario, place).RunAsync(SomePoints, random);
        }
    }

    public void Add(KillResult result)
    {
        lock (_gate)
            _results.Add(result);
    }

    private AfterKillScenario SecondStop()
    {
        TokenScenario[] scenarios = [.. KillScenarios.OnToken(vendors[_random.Next(vendors.Count)])];
        // Before this range nothing has started yet; after it nothing is left to do. Both give few kills for the time that they take.
        double part = FirstPart + ((LastPart - FirstPart) * _random.NextDouble());
        return new AfterKillScenario(scenarios[_random.Next(scenarios.Length)], part, isResumed: _random.Next(3) > 0);
    }
}
