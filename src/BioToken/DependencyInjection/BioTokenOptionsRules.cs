using Microsoft.Extensions.Options;

namespace BioToken;

/// <summary>
/// What options can be, whoever set them: configuration can put null and any text into them. Whether a path is absolute is judged elsewhere, since a
/// program may carry those of another system.
/// </summary>
internal sealed class BioTokenOptionsRules : IValidateOptions<BioTokenOptions>
{
    // What a timer takes: 24 days.
    private static readonly TimeSpan LongestPatience = TimeSpan.FromMilliseconds(int.MaxValue);

    public ValidateOptionsResult Validate(string? name, BioTokenOptions options)
        => FindFault(options) is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;

    /// <exception cref="ArgumentException">An option cannot work; the message names it.</exception>
    public static void Check(BioTokenOptions options)
    {
        if (FindFault(options) is { } fault)
            throw new ArgumentException(fault, nameof(options));
    }

    private static string? FindFault(BioTokenOptions options) => options switch
    {
        { Vendors: null } => Messages.Format("OptionNull", nameof(options.Vendors)),
        _ when options.Modules.Any(module => module?.Name is null) => Messages.Format("OptionNull", nameof(options.Modules)),
        _ when options.ModulePaths.Any(string.IsNullOrWhiteSpace) => Messages.Format("OptionNotPath", nameof(options.ModulePaths)),
        { JournalDirectory: null } => Messages.Format("OptionNull", nameof(options.JournalDirectory)),
        _ when options.ModulePaths.Any(HasNul) => Messages.Format("OptionNotPath", nameof(options.ModulePaths)),
        _ when HasNul(options.JournalDirectory) => Messages.Format("OptionNotPath", nameof(options.JournalDirectory)),
        _ when options.FingerprintPatience <= TimeSpan.Zero || options.FingerprintPatience > LongestPatience
            => Messages.Format("OptionPatience", nameof(options.FingerprintPatience), options.FingerprintPatience, LongestPatience.Days),
        _ => null,
    };

    private static bool HasNul(string path) => path.Contains('\0', StringComparison.Ordinal);
}
