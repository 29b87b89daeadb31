using System.Globalization;

namespace BioToken.Reliability.Tests;

/// <summary>How much to run: a share that fits into every test run, or the long form that <c>eng/reliability.sh</c> asks for.</summary>
internal static class Effort
{
    public const string LongVariable = "BIOTOKEN_LONG";
    public const string SeedVariable = "BIOTOKEN_SEED";

    /// <summary>Whether the long form was asked for.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable(LongVariable) == "1";

    /// <summary>The seed of all random choices: another one in each run, unless one was given to replay.</summary>
    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), CultureInfo.InvariantCulture, out int seed)
        ? seed
        : Random.Shared.Next();

    /// <summary>Chooses a number of runs.</summary>
    public static int Of(int inEveryRun, int inTheLongForm) => IsLong ? inTheLongForm : inEveryRun;

    /// <summary>What to add to a failure: the seed, the case, and the one line that runs it again.</summary>
    public static string Replay(string test, string situation)
        => string.Create(CultureInfo.InvariantCulture, $"{situation} (seed {Seed}). Replay: {SeedVariable}={Seed} eng/reliability.sh {(IsLong ? "--long " : "")}{test}");
}
