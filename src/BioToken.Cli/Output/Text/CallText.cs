using BioToken.Pkcs11.Constants;

namespace BioToken.Cli.Output.Text;

/// <summary>A PKCS#11 call in the names of the specification.</summary>
internal static class CallText
{
    /// <summary>A function's name; null if none was called.</summary>
    public static string? Function(CryptokiFunction? function) => function is { } called ? $"C_{called}" : null;

    /// <summary>A return value's name, or its number if it has none; null if nothing was returned.</summary>
    public static string? ReturnValue(ulong? value) => ((CKR?)value)?.ToString();
}
