using BioToken.Modules;
using BioToken.Resources;
using Microsoft.Extensions.Options;

namespace BioToken;

/// <summary>
/// The rules for options from any source: configuration can put null into any list. Whether a path exists is checked on use, since options
/// may contain paths of another operating system.
/// </summary>
internal sealed class BioTokenOptionsRules : IValidateOptions<BioTokenOptions>
{
    // The longest time-out of a timer: 24 days.
    private static readonly TimeSpan LongestTime = TimeSpan.FromMilliseconds(int.MaxValue);

    public ValidateOptionsResult Validate(string? name, BioTokenOptions options)
        => FindFault(options) is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;

    /// <exception cref="ArgumentException">An option is invalid; the message names it.</exception>
    public static void Check(BioTokenOptions options)
    {
        if (FindFault(options) is { } fault)
            throw new ArgumentException(fault, nameof(options));
    }

    private static string? FindFault(BioTokenOptions options) => options switch
    {
        { Vendors: null } => Messages.Format("OptionMissing", nameof(options.Vendors)),
        _ when options.Modules.Any(module => module?.Name is null) => Messages.Format("OptionMissing", nameof(options.Modules)),
        _ when options.ModulePaths.Any(IsNoPath) => Messages.Format("OptionPathInvalid", nameof(options.ModulePaths)),
        _ when options.ModulePaths.FirstOrDefault(path => !ModulePath.IsAbsoluteSomewhere(path)) is { } relative
            => Messages.Format("ModulePathNotAbsolute", relative),
        _ when FaultOfJournal(options.JournalDirectory) is { } fault => fault,
        _ when !IsTime(options.FingerprintTimeout) => TimeFault(nameof(options.FingerprintTimeout), options.FingerprintTimeout),
        _ when options.ListTimeout != Timeout.InfiniteTimeSpan && !IsTime(options.ListTimeout)
            => TimeFault(nameof(options.ListTimeout), options.ListTimeout),
        _ => null,
    };

    private static string? FaultOfJournal(string directory)
    {
        // An account without a home has no directory by default; only writes need one.
        if (directory is "")
            return null;
        if (IsNoPath(directory))
            return Messages.Format("OptionPathInvalid", nameof(BioTokenOptions.JournalDirectory));
        return ModulePath.IsAbsoluteSomewhere(directory) ? null : Messages.Format("JournalPathNotAbsolute", directory);
    }

    private static bool IsNoPath(string? path) => string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal);

    private static bool IsTime(TimeSpan time) => time > TimeSpan.Zero && time <= LongestTime;

    private static string TimeFault(string option, TimeSpan time) => Messages.Format("OptionTimeInvalid", option, time, LongestTime.Days);
}
