using BioToken.Modules;
using BioToken.Storage;
using BioToken.Writing;
using BioToken.Writing.Journal;

namespace BioToken.Reliability.Tests.Faults;

/// <summary>A token and a computer with its journal, which both outlive the programs that use them.</summary>
internal abstract class World : IDisposable
{
    public const string Pin = "13572468";

    private readonly TemporaryFolder _journal = TemporaryFolder.InMemory();

    public string JournalDirectory => _journal.Path;

    /// <summary>All objects on the token, byte by byte as far as they are visible.</summary>
    public abstract ObjectSet Objects { get; }

    public IReadOnlyList<InterruptedWrite> Unfinished => new WriteJournal(Disk.Instance, _journal.Path).ListUnfinished();

    /// <summary>
    /// The number of objects that still fit on the token, if the module must enforce this limit; null if the token enforces it.
    /// </summary>
    protected virtual int? Room => null;

    /// <summary>Saves the token's contents as the initial contents of other worlds.</summary>
    public abstract object Save();

    public abstract void Remove();

    /// <summary>Starts a program that opens the token and logs in.</summary>
    public Task<Life> LiveAsync()
    {
        Insert();
        return BeginAsync();
    }

    /// <summary>Starts a program with another token, which is inserted instead.</summary>
    public Task<Life> LiveWithOtherAsync()
    {
        InsertOther();
        return BeginAsync();
    }

    public virtual void Dispose() => _journal.Dispose();

    protected abstract ITokenModule MakeModule();

    protected abstract void Insert();

    protected virtual void InsertOther() => throw new NotSupportedException("There is no other token.");

    private Task<Life> BeginAsync()
    {
        MortalDisk disk = new(Disk.Instance);
        FaultyModule module = new(MakeModule(), disk, Remove) { Room = Room };
        BioTokenOptions options =
            new() { IncludeVendorModules = false, Modules = { module }, JournalDirectory = _journal.Path, Disk = disk };
        return Life.BeginAsync(module, options);
    }
}
