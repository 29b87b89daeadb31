using BioToken.Pkcs11.Layout;

namespace BioToken.Simulator.Native.Tests.Codec;

/// <summary>The layouts whose structures can exist in this process, by name.</summary>
internal static class Layouts
{
    public static TheoryData<string> Names => ["unix", "windows"];

    public static CkStructures Named(string name) => new(name == "unix" ? CkLayout.Unix64 : CkLayout.Win64);
}
