namespace BioToken.Diagnostics;

/// <summary>Shortens identifiers of tokens and certificates, so that logs can be compared but identify nobody.</summary>
internal static class Redaction
{
    private const int Kept = 4;

    /// <summary>The last four characters of a serial number, behind an ellipsis.</summary>
    public static string Serial(string serial) => serial.Length <= Kept ? "…" : string.Concat("…", serial.AsSpan(serial.Length - Kept));
}
