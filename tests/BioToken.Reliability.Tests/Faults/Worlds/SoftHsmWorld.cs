using BioToken.Modules;

namespace BioToken.Reliability.Tests.Faults;

/// <summary>A SoftHSM2 token, which is third-party software. The view of its objects is that of the module after the login.</summary>
internal sealed class SoftHsmWorld : World
{
    private const string Officer = "5555555555";

    // The agent's 4 objects, 2 foreign objects, 7 objects of one business, and a few of a second one.
    private const int Full = 4 + 2 + 7 + 3;

    private readonly Work _work;
    private readonly SoftHsmStore _store = new();

    public SoftHsmWorld(Work work, TemporaryFolder? saved)
    {
        _work = work;
        if (saved is null)
            _store.CreateToken("Faults", Pin, Officer);
        else
            Copy(saved.Path, _store.TokenDirectory);
    }

    public override ObjectSet Objects => new(Life.LookAsync(MakeModule()).GetAwaiter().GetResult());

    protected override int? Room => _work == Work.ReplaceInPlace ? Full - Objects.Count : null;

    public override object Save()
    {
        TemporaryFolder saved = new();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => saved.Dispose();
        Copy(_store.TokenDirectory, saved.Path);
        return saved;
    }

    public override void Remove() => throw new NotSupportedException("SoftHSM2's tokens are never pulled out.");

    public override void Dispose()
    {
        _store.Dispose();
        base.Dispose();
    }

    protected override void Insert()
    {
    }

    protected override ITokenModule MakeModule() => new NativeTokenModule(SoftHsmStore.LibraryPath!);

    private static void Copy(string from, string to)
    {
        foreach (string directory in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, directory)));
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }
}
