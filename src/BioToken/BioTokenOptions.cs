using BioToken.Modules;
using BioToken.Storage;
using BioToken.Vendors;
using BioToken.Writing.Journal;

namespace BioToken;

/// <summary>Options of a <see cref="BioTokenProvider"/>.</summary>
public sealed class BioTokenOptions
{
    /// <summary>
    /// Absolute paths of PKCS#11 modules to load, also of other systems than this one: a module that is not on this computer is skipped
    /// when tokens are listed.
    /// </summary>
    public IList<string> ModulePaths { get; } = [];

    /// <summary>Modules that are not a file, such as the simulator.</summary>
    public IList<ITokenModule> Modules { get; } = [];

    /// <summary>
    /// Look for the vendors' drivers by their file names in the system folder too. On by default; outside Windows, where no driver is
    /// known, it finds nothing.
    /// </summary>
    public bool IncludeVendorModules { get; set; } = true;

    /// <summary>Vendor profiles in use.</summary>
    public VendorCatalog Vendors { get; set; } = VendorCatalog.Default;

    /// <summary>How long a person is given to place a finger; 120 seconds by default, which is what bidding sites give.</summary>
    public TimeSpan FingerprintTimeout { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>
    /// How long <see cref="IBioTokenProvider.ListAsync"/> waits for a module, 15 seconds by default: drivers may take some to start. A
    /// module that takes longer is skipped; <see cref="Timeout.InfiniteTimeSpan"/> waits for it.
    /// </summary>
    public TimeSpan ListTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Send a PIN even if a wrong one would lock the token. Off by default: only the manufacturer can unlock it.</summary>
    public bool AllowFinalPinAttempt { get; set; }

    /// <summary>
    /// Absolute path of the directory of the journal, which knows what was being written when a program or computer stopped, and keeps
    /// copies of erased certificates. <see cref="DefaultJournalDirectory"/> by default, so that all programs of a user share one. Empty for
    /// none: then tokens are read and sign, and nothing is written to them.
    /// </summary>
    public string JournalDirectory { get; set; } = DefaultJournalDirectory;

    /// <summary>
    /// <c>$XDG_STATE_HOME/biotoken</c>, or <c>~/.local/state/biotoken</c> where that variable is not set; on Windows
    /// <c>%LOCALAPPDATA%\biotoken</c>. Empty for an account that has no home, as services may have none.
    /// </summary>
    public static string DefaultJournalDirectory => WriteJournal.DefaultDirectory;

    /// <summary>Where the journal's files are; replaced by tests that cut the power.</summary>
    internal IDisk Disk { get; set; } = Storage.Disk.Instance;
}
