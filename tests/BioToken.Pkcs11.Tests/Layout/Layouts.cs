using BioToken.Pkcs11.Layout;

namespace BioToken.Pkcs11.Tests;

/// <summary>The three layouts by name, for theories.</summary>
internal static class Layouts
{
    public static CkLayout Named(string name) => name switch
    {
        "Unix64" => CkLayout.Unix64,
        "Win64" => CkLayout.Win64,
        _ => CkLayout.Win32,
    };
}
