using System.Diagnostics;
using BioToken.Errors;
using BioToken.Resources;
using BioToken.Storage;

namespace BioToken.Writing.Journal;

/// <summary>The journal of one token, open for writing. When a method returns, its data are on the disk.</summary>
internal sealed class TokenJournal : IDisposable
{
    private readonly IDisk _disk;
    private readonly string _path;
    private readonly IDisposable _turn;

    public TokenJournal(IDisk disk, string path, IDisposable turn, JournalEntry? entry)
    {
        _disk = disk;
        _path = path;
        _turn = turn;
        Entry = entry;
    }

    /// <summary>The file.</summary>
    public string Path => _path;

    /// <summary>The last write; null before the first.</summary>
    public JournalEntry? Entry { get; private set; }

    /// <summary>The interrupted write; null if there is none.</summary>
    public JournalEntry? Unfinished => Entry is { IsFinished: false } entry ? entry : null;

    /// <summary>Records the intent of a write, in place of the previous write, which is finished.</summary>
    /// <exception cref="BioTokenException">It cannot be written, or would be too long to be read again.</exception>
    public JournalEntry Begin(WriteIntent intent)
    {
        byte[] file = JournalFormat.Begin(intent);
        // A journal that could not be read again would be useless. Nothing has been changed yet.
        if (file.Length > JournalFormat.MaxLength)
            throw new BioTokenException(BioTokenError.JournalUnusable, Messages.Format("ErrorJournalTooLong", _path, intent.Before.Length));
        Guard(() => DurableFile.Replace(_disk, _path, _path + ".new", file));
        return Entry = new JournalEntry(intent, [], file.Length);
    }

    /// <summary>Adds a record to the current write.</summary>
    /// <exception cref="BioTokenException">It cannot be written; it may exist nevertheless.</exception>
    public void Add(JournalRecordKind kind)
    {
        JournalEntry entry = Entry!;
        Debug.Assert(kind != JournalRecordKind.Intent && !entry.IsFinished, "A record follows an intent whose write is not over.");
        Debug.Assert(kind != JournalRecordKind.Commit || !entry.IsCommitted, "There is one commit point.");
        byte[] record = JournalFormat.Record(entry.Steps.Count + 1, kind);
        Guard(() => _disk.Append(_path, entry.Length, record));
        Entry = entry with { Steps = [.. entry.Steps, kind], Length = entry.Length + record.Length };
    }

    public void Dispose() => _turn.Dispose();

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (WriteJournal.IsDiskFailure(e))
        {
            throw WriteJournal.NotWritable(_path, e);
        }
    }
}
