namespace BioToken.Tests;

/// <summary>The folder for the journals of this test run, separate from the journals of the person who runs the tests.</summary>
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
