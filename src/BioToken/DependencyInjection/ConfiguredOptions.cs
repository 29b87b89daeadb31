using Microsoft.Extensions.Configuration;

namespace BioToken.DependencyInjection;

/// <summary>The members of <see cref="BioTokenOptions"/> that a configuration can hold, with the same names; null if it does not.</summary>
internal sealed class ConfiguredOptions
{
    public IList<string>? ModulePaths { get; set; }

    public bool? IncludeVendorModules { get; set; }

    public TimeSpan? FingerprintTimeout { get; set; }

    public TimeSpan? ListTimeout { get; set; }

    public bool? AllowFinalPinAttempt { get; set; }

    public string? JournalDirectory { get; set; }

    /// <summary>Applies the values of a configuration, and leaves the others.</summary>
    /// <exception cref="InvalidOperationException">A key is unknown, or its value cannot be read; the message names it.</exception>
    public static void Apply(IConfiguration configuration, BioTokenOptions options)
    {
        ConfiguredOptions read = new();
        configuration.Bind(read, binder => binder.ErrorOnUnknownConfiguration = true);
        foreach (string path in (read.ModulePaths ?? []).Where(path => !options.ModulePaths.Contains(path)))
            options.ModulePaths.Add(path);
        options.IncludeVendorModules = read.IncludeVendorModules ?? options.IncludeVendorModules;
        options.FingerprintTimeout = read.FingerprintTimeout ?? options.FingerprintTimeout;
        options.ListTimeout = read.ListTimeout ?? options.ListTimeout;
        options.AllowFinalPinAttempt = read.AllowFinalPinAttempt ?? options.AllowFinalPinAttempt;
        options.JournalDirectory = read.JournalDirectory ?? options.JournalDirectory;
    }
}
