using System.Security.Cryptography;
using System.Text;
using BioToken.Npki;

namespace BioToken;

/// <summary>The journals of one directory: one file for each token, which holds its last write, and copies of the certificates that were erased.</summary>
internal sealed class WriteJournal(IDisk disk, string directory)
{
    private const string Name = "biotoken";
    private const string Suffix = ".journal";

    public static string DefaultDirectory
    {
        get
        {
            if (OperatingSystem.IsWindows())
                return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), Name);
            string? state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
            // "All paths must be absolute; a relative one is to be ignored" (XDG Base Directory Specification 0.8).
            return Path.IsPathFullyQualified(state ?? "")
                ? Path.Combine(state!, Name)
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state", Name);
        }
    }

    /// <summary>Takes the journal of a token for writing, until it is disposed.</summary>
    /// <exception cref="BioTokenException">Another program has it, it cannot be written, or it is damaged.</exception>
    public TokenJournal Open(BioTokenInfo token)
    {
        string path = PathOf(token);
        try
        {
            DurableFile.CreateDirectory(disk, directory);
            IDisposable turn = disk.TryLock(Path.ChangeExtension(path, ".lock"))
                ?? throw new BioTokenException(BioTokenError.TokenBusy, Messages.Format("ErrorTokenBusy")) { Vendor = token.Vendor.Id };
            try
            {
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
            throw NotWritable(path, e);
        }
    }

    /// <summary>Reads the interrupted write of a token; null if there is none.</summary>
    /// <exception cref="BioTokenException">The journal is damaged.</exception>
    public UnfinishedWrite? FindUnfinished(BioTokenInfo token) => Describe(PathOf(token));

    /// <summary>Reads the interrupted writes of any token.</summary>
    /// <exception cref="BioTokenException">A journal is damaged.</exception>
    public IReadOnlyList<UnfinishedWrite> ListUnfinished()
    {
        try
        {
            IEnumerable<string> files = disk.ListFiles(directory).Where(file => Path.GetExtension(file) == Suffix);
            return [.. files.Order(StringComparer.Ordinal).Select(Describe).OfType<UnfinishedWrite>()];
        }
        catch (Exception e) when (IsDiskFailure(e))
        {
            throw NotWritable(directory, e);
        }
    }

    /// <summary>Keeps a certificate that is going to be erased.</summary>
    public void Keep(BioTokenInfo token, NpkiCertificate certificate)
    {
        string folder = BackupFolder(PathOf(token));
        string file = Path.Combine(folder, $"{certificate.SerialNumber}-{Convert.ToHexStringLower(SHA256.HashData(certificate.Der.Span).AsSpan(0, 4))}.der");
        try
        {
            DurableFile.CreateDirectory(disk, folder);
            DurableFile.Replace(disk, file, Path.Combine(folder, "new"), certificate.Der.Span);
        }
        catch (Exception e) when (IsDiskFailure(e))
        {
            throw NotWritable(file, e);
        }
    }

    internal static BioTokenException NotWritable(string path, Exception cause)
        => new(BioTokenError.JournalUnusable, Messages.Format("ErrorJournalNotWritable", path, Npki.DiskProblem.Describe(cause)), cause);

    internal static bool IsDiskFailure(Exception e) => e is IOException or UnauthorizedAccessException;

    private UnfinishedWrite? Describe(string path)
    {
        JournalEntry? entry;
        try
        {
            entry = Read(path);
        }
        catch (Exception e) when (IsDiskFailure(e))
        {
            throw NotWritable(path, e);
        }

        return entry is null or { IsFinished: true }
            ? null
            : new UnfinishedWrite
            {
                TokenSerialNumber = entry.Intent.TokenSerialNumber,
                TokenLabel = entry.Intent.TokenLabel,
                State = entry.State,
                StartedAt = entry.Intent.StartedAt,
                NewSerialNumber = entry.Intent.NewSerialNumber,
                OldSerialNumber = entry.Intent.OldSerialNumber,
                SourceFolder = entry.Intent.SourceFolder,
                BackupFolder = BackupFolder(path),
                JournalFile = path,
            };
    }

    private JournalEntry? Read(string path)
    {
        if (disk.TryRead(path, JournalFormat.MaxLength) is not { } file)
            return null;
        return JournalFormat.Read(file)
            ?? throw new BioTokenException(BioTokenError.JournalUnusable, Messages.Format("ErrorJournalDamaged", path));
    }

    /// <summary>
    /// The file of a token: its serial number as far as a file name takes it, and, since makers may give the same number, a digest of maker,
    /// model and number.
    /// </summary>
    public string PathOf(BioTokenInfo token)
    {
        string readable = string.Concat(token.SerialNumber.Where(char.IsAsciiLetterOrDigit).Take(32));
        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{token.Manufacturer}\0{token.Model}\0{token.SerialNumber}"));
        return Path.Combine(directory, $"{readable}-{Convert.ToHexStringLower(digest.AsSpan(0, 8))}{Suffix}");
    }

    private static string BackupFolder(string path)
        => Path.Combine(Path.GetDirectoryName(path)!, "certificates", Path.GetFileNameWithoutExtension(path));
}
