using System.Globalization;

namespace BioToken.Pkcs11.Constants;

/// <summary>Return values as text.</summary>
public static class CkrNames
{
    /// <summary>
    /// The specification's name, such as <c>CKR_PIN_INCORRECT</c>, or the number if it has none, as for a vendor-defined value.
    /// </summary>
    public static string ToName(this CKR value)
    {
        if (value < CKR.VENDOR_DEFINED && Enum.GetName(value) is { } name)
            return "CKR_" + name;
        return string.Create(
            CultureInfo.InvariantCulture, $"CKR 0x{(ulong)value:X8} ({(value < CKR.VENDOR_DEFINED ? "unknown" : "vendor-defined")})");
    }
}
