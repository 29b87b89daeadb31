using BioToken.Modules;
using BioToken.Storage;
using BioToken.Vendors;
using BioToken.Writing.Journal;

namespace BioToken;

/// <summary>Options of a <see cref="BioTokenProvider"/>.</summary>
public sealed class BioTokenOptions
{
    /// <summary>
    /// Absolute paths of PKCS#11 modules to load, including paths of other operating systems: a module that is not on this computer is
    /// skipped when tokens are listed.
    /// </summary>
    public IList<string> ModulePaths { get; } = [];

    /// <summary>
    /// Modules that are not only a path, such as the simulator, or a library that the application has loaded with Pkcs11Interop. If the
    /// path of such a library is in <see cref="ModulePaths"/>, too, its tokens are listed once.
    /// </summary>
    public IList<ITokenModule> Modules { get; } = [];

    /// <summary>
    /// Whether to look for the vendors' drivers by their file names in the system folder. On by default; finds nothing outside Windows,
    /// where no driver is known.
    /// </summary>
    public bool IncludeVendorModules { get; set; } = true;

    /// <summary>Vendor profiles in use.</summary>
    public VendorCatalog Vendors { get; set; } = VendorCatalog.Default;

    /// <summary>How long a person has to place a finger; 120 seconds by default, as on bidding sites.</summary>
    public TimeSpan FingerprintTimeout { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>
    /// How long <see cref="IBioTokenProvider.ListAsync"/> waits for a module, 15 seconds by default: drivers may start slowly. A module
    /// that takes longer is skipped; <see cref="Timeout.InfiniteTimeSpan"/> waits for it.
    /// </summary>
    public TimeSpan ListTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Whether to send a PIN even if a wrong one would lock the token. Off by default: only the manufacturer can unlock it.
    /// </summary>
    public bool AllowFinalPinAttempt { get; set; }

    /// <summary>
    /// Absolute path of the directory of the journal, which records writes, so that they can be resumed after an interruption, and keeps
    /// copies of erased certificates. <see cref="DefaultJournalDirectory"/> by default, so that all programs of a user share one. Empty for
    /// none: then tokens can be read and can sign, and nothing is written to them.
    /// </summary>
    public string JournalDirectory { get; set; } = DefaultJournalDirectory;

    /// <summary>
    /// <c>$XDG_STATE_HOME/biotoken</c>, or <c>~/.local/state/biotoken</c> where that variable is not set; on Windows
    /// <c>%LOCALAPPDATA%\biotoken</c>. Empty for an account without a home, such as a service's.
    /// </summary>
    public static string DefaultJournalDirectory => WriteJournal.DefaultDirectory;

    /// <summary>The disk of the journal's files; replaced by power-cut tests.</summary>
    internal IDisk Disk { get; set; } = Storage.Disk.Instance;

    /// <summary>Returns the same options, which later changes to these do not reach.</summary>
    internal BioTokenOptions Copy() => (BioTokenOptions)MemberwiseClone();
}
