using System.Globalization;

namespace BioToken.Testing;

/// <summary>
/// The amount of work in tests: a part that fits into every test run, or the long form that <c>eng/reliability.sh</c> requests.
/// </summary>
public static class Effort
{
    /// <summary>Environment variable that is 1 for the long form.</summary>
    public const string LongVariable = "BIOTOKEN_LONG";

    /// <summary>Environment variable with the seed to replay.</summary>
    public const string SeedVariable = "BIOTOKEN_SEED";

    /// <summary>Whether the long form was requested.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable(LongVariable) == "1";

    /// <summary>The seed of all random choices: a different one in each run, unless one was specified for a replay.</summary>
    public static int Seed { get; } = int.TryParse(
        Environment.GetEnvironmentVariable(SeedVariable), CultureInfo.InvariantCulture, out int seed)
        ? seed
        : Random.Shared.Next();

    /// <summary>Chooses a number of runs.</summary>
    public static int Of(int inEveryRun, int inTheLongForm) => IsLong ? inTheLongForm : inEveryRun;

    /// <summary>Returns the text to add to a failure: the seed, the case, and the one line that runs it again.</summary>
    public static string Replay(string test, string situation)
        => string.Create(
            CultureInfo.InvariantCulture,
            $"{situation} (seed {Seed}). Replay: {SeedVariable}={Seed} eng/reliability.sh {(IsLong ? "--long " : "")}{test}");
}
