namespace BioToken.Tests;

/// <summary>Where the tests of this run keep their journals: not where the journals of the person who runs them are.</summary>
internal static class TestJournal
{
    private static readonly Lazy<TemporaryFolder> Folder = new(Make);

    public static string Directory => Folder.Value.Path;

    private static TemporaryFolder Make()
    {
        TemporaryFolder folder = TemporaryFolder.InMemory();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return folder;
    }
}
