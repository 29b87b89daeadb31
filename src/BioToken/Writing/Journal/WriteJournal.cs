using BioToken.Errors;
using BioToken.Npki.Certificates;
using BioToken.Resources;
using BioToken.Storage;
using BioToken.Tokens;

namespace BioToken.Writing.Journal;

/// <summary>
/// The journals of one directory: one file for each token, which holds its last write (more where several tokens have the same number), and
/// copies of the certificates that were erased.
/// </summary>
internal sealed class WriteJournal(IDisk disk, string directory)
{
    private const string Name = "biotoken";

    /// <summary>The default directory; empty for an account without a home.</summary>
    public static string DefaultDirectory => OperatingSystem.IsWindows()
        ? DefaultIn(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), [])
        : DefaultIn(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            [".local", "state"],
            Environment.GetEnvironmentVariable("XDG_STATE_HOME"));

    /// <summary>
    /// Whether its directory is a path of this system: options may contain another system's path, where no journal can be read or written.
    /// </summary>
    public bool IsSomewhere => Path.IsPathFullyQualified(directory);

    /// <param name="home">
    /// The account's home; services may have none, or one that does not exist, and .NET returns the root directory for none.
    /// </param>
    /// <param name="below">The path below the home.</param>
    /// <param name="state">The environment's directory for program state; null if none.</param>
    internal static string DefaultIn(string home, string[] below, string? state = null)
    {
        // "All paths must be absolute; a relative one is to be ignored" (XDG Base Directory Specification 0.8).
        if (Path.IsPathFullyQualified(state ?? ""))
            return Path.Combine(state!, Name);
        bool isHome = Path.IsPathFullyQualified(home) && home != Path.GetPathRoot(home) && Directory.Exists(home);
        return isHome ? Path.Combine([home, .. below, Name]) : "";
    }

    /// <summary>Opens the journal of a token for writing, until it is disposed.</summary>
    /// <param name="token">The token.</param>
    /// <param name="fitOf">Decides whether an interrupted write under the token's number is its own.</param>
    /// <exception cref="BioTokenException">
    /// Another program has it open, it cannot be written, it is damaged, or several interrupted writes may be the token's own.
    /// </exception>
    public TokenJournal Open(BioTokenInfo token, Func<JournalEntry, JournalFit> fitOf) => Open(token, () => PathOf(token, fitOf));

    /// <summary>Opens one file of the journal for writing, until it is disposed.</summary>
    /// <exception cref="BioTokenException">Another program has it open, it cannot be written, or it is damaged.</exception>
    public TokenJournal Open(BioTokenInfo token, string path) => Open(token, () => path);

    /// <summary>Reads the interrupted write of a token; null if there is none.</summary>
    /// <exception cref="BioTokenException">The journal is damaged.</exception>
    public InterruptedWrite? FindUnfinished(BioTokenInfo token, Func<JournalEntry, JournalFit> fitOf) => Describe(PathOf(token, fitOf));

    /// <summary>The same as the journal's entry.</summary>
    public JournalEntry? FindEntry(BioTokenInfo token, Func<JournalEntry, JournalFit> fitOf) => Find(PathOf(token, fitOf));

    /// <summary>Whether a file belongs to a token with this manufacturer, model and serial number.</summary>
    public bool MayBeOf(string path, BioTokenInfo token)
        => Path.GetDirectoryName(path) == Path.GetDirectoryName(Path.Combine(directory, Name))
            && JournalFiles.HasStem(path, JournalFiles.StemOf(token.Key));

    /// <summary>Reads the interrupted writes of any token.</summary>
    /// <exception cref="BioTokenException">A journal is damaged.</exception>
    public IReadOnlyList<InterruptedWrite> ListUnfinished()
    {
        if (!IsSomewhere)
            return [];
        try
        {
            disk.CheckOwner(directory);
            IEnumerable<string> files = disk.ListFiles(directory).Where(file => Path.GetExtension(file) == JournalFiles.Suffix);
            return [.. files.Order(StringComparer.Ordinal).Select(Describe).OfType<InterruptedWrite>()];
        }
        catch (Exception e) when (IsDiskFailure(e))
        {
            throw NotWritable(directory, e);
        }
    }

    /// <summary>Saves a copy of a certificate before it is erased.</summary>
    public void Keep(TokenJournal journal, NpkiCertificate certificate)
    {
        string folder = BackupFolder(journal.Path);
        string serial = JournalFiles.Readable(certificate.SerialNumber);
        string file = Path.Combine(folder, $"{serial}-{Convert.ToHexStringLower(certificate.Digest().AsSpan(0, 4))}.der");
        try
        {
            DurableFile.CreateDirectory(disk, folder);
            disk.CheckOwner(Path.GetDirectoryName(folder)!, mayBeLink: false);
            disk.CheckOwner(folder, mayBeLink: false);
            DurableFile.Replace(disk, file, Path.Combine(folder, "new"), certificate.Der.Span);
        }
        catch (Exception e) when (IsDiskFailure(e))
        {
            throw NotWritable(file, e);
        }
    }

    /// <summary>Reads the interrupted write; null if it is over.</summary>
    /// <exception cref="BioTokenException">The journal is damaged.</exception>
    public JournalEntry? Find(string path)
    {
        try
        {
            return Read(path) is { IsFinished: false } entry ? entry : null;
        }
        catch (Exception e) when (IsDiskFailure(e))
        {
            throw NotWritable(path, e);
        }
    }

    internal static BioTokenException NotWritable(string path, Exception cause)
        => new(BioTokenError.JournalUnusable, Messages.Format("ErrorJournalNotWritable", path, DiskProblem.Describe(cause)), cause);

    internal static bool IsDiskFailure(Exception e) => e is IOException or UnauthorizedAccessException;

    private InterruptedWrite? Describe(string path)
    {
        return Find(path) is not { } entry
            ? null
            : new InterruptedWrite
            {
                TokenSerialNumber = entry.Intent.TokenSerialNumber,
                TokenManufacturer = entry.Intent.TokenManufacturer,
                TokenModel = entry.Intent.TokenModel,
                TokenLabel = entry.Intent.TokenLabel,
                State = entry.State,
                StartedAt = entry.Intent.StartedAt,
                NewSerialNumber = entry.Intent.NewSerialNumber,
                NewCertificateHash = entry.Intent.NewCertificate is { Length: > 0 } hash ? Convert.ToHexStringLower(hash) : null,
                OldSerialNumber = entry.Intent.OldSerialNumber,
                SourceFolder = entry.Intent.SourceFolder,
                BackupFolder = BackupFolder(path),
                JournalFile = path,
            };
    }

    private JournalEntry? Read(string path)
    {
        if (!IsSomewhere)
            return null;
        disk.CheckOwner(directory);
        if (disk.TryRead(path, JournalFormat.MaxLength) is not { } file)
            return null;
        return JournalFormat.Read(file)
            ?? throw new BioTokenException(BioTokenError.JournalUnusable, Messages.Format("ErrorJournalDamaged", path));
    }

    /// <summary>Throws if no write can be recorded in a directory; creates the directory if it is missing.</summary>
    /// <exception cref="BioTokenException">The directory cannot be written, or another user owns it.</exception>
    public void Check()
    {
        ThrowIfNowhere(vendor: null);
        try
        {
            MakeDirectory();
            disk.TryLock(Path.Combine(directory, $".{Name}-{Path.GetRandomFileName()}"), isTemporary: true)?.Dispose();
        }
        catch (Exception e) when (IsDiskFailure(e))
        {
            throw NotWritable(directory, e);
        }
    }

    private void ThrowIfNowhere(string? vendor)
    {
        if (IsSomewhere)
            return;
        string message = directory.Length == 0
            ? Messages.Format("ErrorJournalNowhere")
            : Messages.Format("JournalPathNotAbsolute", directory);
        throw new BioTokenException(BioTokenError.JournalUnusable, message) { Vendor = vendor };
    }

    private void MakeDirectory()
    {
        DurableFile.CreateDirectory(disk, directory);
        disk.CheckOwner(directory);
    }

    private TokenJournal Open(BioTokenInfo token, Func<string> choose)
    {
        ThrowIfNowhere(token.Vendor.Id);
        string stem = Path.Combine(directory, JournalFiles.StemOf(token.Key));
        try
        {
            MakeDirectory();
            IDisposable turn = disk.TryLock(stem + ".lock")
                ?? throw new BioTokenException(BioTokenError.TokenBusy, Messages.Format("ErrorTokenBusy")) { Vendor = token.Vendor.Id };
            try
            {
                string path = choose();
                return new TokenJournal(disk, path, turn, Read(path));
            }
            catch
            {
                turn.Dispose();
                throw;
            }
        }
        catch (Exception e) when (IsDiskFailure(e))
        {
            throw NotWritable(stem + JournalFiles.Suffix, e);
        }
    }

    /// <summary>The file of a token: that of its own interrupted write, else a new or existing file without an interrupted write.</summary>
    private string PathOf(BioTokenInfo token, Func<JournalEntry, JournalFit> fitOf)
    {
        string stem = JournalFiles.StemOf(token.Key);
        (string Path, JournalEntry? Entry)[] unfinished =
        [
            .. FilesOf(stem).Select(path => (path, Find(path))).Where(file => file.Item2 is not null),
        ];
        (string Path, JournalFit Fit)[] own =
        [
            .. unfinished.Select(file => (file.Path, fitOf(file.Entry!))).Where(file => file.Item2 > JournalFit.Foreign),
        ];
        if (own.Length == 0)
            return JournalFiles.Free(directory, stem, [.. unfinished.Select(file => file.Path)]);
        JournalFit best = own.Max(file => file.Fit);
        (string Path, JournalFit Fit)[] fitting = [.. own.Where(file => file.Fit == best)];
        return fitting.Length == 1
            ? fitting[0].Path
            : throw new BioTokenException(
                BioTokenError.TokenAmbiguous,
                Messages.Format("ErrorJournalAmbiguous", token.SerialNumber, string.Join(", ", fitting.Select(file => file.Path))))
                {
                    Vendor = token.Vendor.Id,
                };
    }

    private IEnumerable<string> FilesOf(string stem)
    {
        if (!IsSomewhere)
            return [];
        try
        {
            disk.CheckOwner(directory);
            return [.. disk.ListFiles(directory).Where(path => JournalFiles.HasStem(path, stem)).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (IsDiskFailure(e))
        {
            throw NotWritable(directory, e);
        }
    }

    private static string BackupFolder(string path)
        => Path.Combine(Path.GetDirectoryName(path)!, "certificates", Path.GetFileNameWithoutExtension(path));
}
