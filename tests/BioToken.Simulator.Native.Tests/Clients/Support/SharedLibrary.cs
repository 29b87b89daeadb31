using System.Runtime.CompilerServices;

namespace BioToken.Simulator.Native.Tests.Clients;

internal static class SharedLibrary
{
    public static string PathOrSkip([CallerFilePath] string source = "")
    {
        string path = Path.GetFullPath(
            Path.Combine(Path.GetDirectoryName(source)!, "../../../../artifacts/native/linux-x64/libbiotoken-simulator.so"));
        Assert.SkipUnless(File.Exists(path), "not built");
        return path;
    }
}
