namespace BioToken.Reliability.Tests;

/// <summary>Hands out scenarios: first each command by itself, then second stops after a first, by chance, until there were enough kills.</summary>
/// <param name="target">How many kills are wanted.</param>
/// <param name="vendors">Vendors of the second stops.</param>
/// <param name="first">What comes first, all of it.</param>
internal sealed class KillCampaign(int target, IReadOnlyList<string> vendors, IEnumerable<KillScenario> first)
{
    private readonly Lock _gate = new();
    private readonly Queue<KillScenario> _first = new(first);
    private readonly Random _random = new(Effort.Seed);
    private readonly List<KillResult> _results = [];

    /// <summary>What the sweeps came to.</summary>
    public IReadOnlyList<KillResult> Results => _results;

    public int Kills => _results.Sum(result => result.Kills);

    /// <summary>The next scenario; null if there were enough.</summary>
    public KillScenario? Next()
    {
        lock (_gate)
            return _first.TryDequeue(out KillScenario? scenario) ? scenario : Kills < target ? SecondStop() : null;
    }

    public void Add(KillResult result)
    {
        lock (_gate)
            _results.Add(result);
    }

    private AfterKillScenario SecondStop()
    {
        TokenScenario[] scenarios = [.. KillScenarios.OnToken(vendors[_random.Next(vendors.Count)])];
        return new AfterKillScenario(scenarios[_random.Next(scenarios.Length)], _random.NextDouble(), isResumed: _random.Next(3) > 0);
    }
}
