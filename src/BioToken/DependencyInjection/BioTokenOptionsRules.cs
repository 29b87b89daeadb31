namespace BioToken;

/// <summary>
/// What options can be, whoever set them: configuration can put null into any list. That paths are absolute is judged where they are used, since a
/// program may carry those of another system.
/// </summary>
internal static class BioTokenOptionsRules
{
    // What a timer takes: 24 days.
    private static readonly TimeSpan LongestPatience = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <summary>Finds an option that cannot work.</summary>
    /// <returns>What is wrong with it, for people; null if nothing is.</returns>
    public static string? FindFault(BioTokenOptions options) => options switch
    {
        { Vendors: null } => Messages.Format("OptionMissing", nameof(options.Vendors)),
        _ when options.Modules.Any(module => module?.Name is null) => Messages.Format("OptionMissing", nameof(options.Modules)),
        _ when options.ModulePaths.Any(IsNoPath) => Messages.Format("OptionPathInvalid", nameof(options.ModulePaths)),
        _ when IsNoPath(options.JournalDirectory) => Messages.Format("OptionPathInvalid", nameof(options.JournalDirectory)),
        _ when options.FingerprintPatience <= TimeSpan.Zero || options.FingerprintPatience > LongestPatience
            => Messages.Format("OptionPatienceInvalid", nameof(options.FingerprintPatience), options.FingerprintPatience, LongestPatience.Days),
        _ => null,
    };

    private static bool IsNoPath(string? path) => string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal);
}
