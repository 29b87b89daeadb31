using Microsoft.Extensions.Options;

namespace BioToken;

/// <summary>Refuses options that can work nowhere. Whether a path is there is seen when it is used: options may name the paths of several systems.</summary>
internal sealed class BioTokenOptionsValidation : IValidateOptions<BioTokenOptions>
{
    public ValidateOptionsResult Validate(string? name, BioTokenOptions options)
        => Find(options) is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;

    /// <summary>What is wrong; null if nothing is.</summary>
    public static string? Find(BioTokenOptions options)
    {
        if (options.ModulePaths.FirstOrDefault(path => !ModulePath.IsAbsoluteSomewhere(path)) is { } relative)
            return Messages.Format("ModulePathNotAbsolute", relative);
        if (options.ModulePaths.Contains(null!) || options.Modules.Contains(null!) || options.Vendors is null)
            return Messages.Format("OptionMissing");
        // The default one is none where a service account has no home; that matters to who writes only.
        if (options.JournalDirectory != BioTokenOptions.DefaultJournalDirectory && !ModulePath.IsAbsoluteSomewhere(options.JournalDirectory))
            return Messages.Format("JournalPathNotAbsolute", options.JournalDirectory);
        if (!IsTime(options.FingerprintPatience))
            return Messages.Format("OptionTimeInvalid", nameof(options.FingerprintPatience));
        return options.ListTimeout == Timeout.InfiniteTimeSpan || IsTime(options.ListTimeout)
            ? null
            : Messages.Format("OptionTimeInvalid", nameof(options.ListTimeout));
    }

    /// <summary>Whether a timer takes it.</summary>
    private static bool IsTime(TimeSpan time) => time > TimeSpan.Zero && time.TotalMilliseconds < uint.MaxValue - 1;
}
