using System.Globalization;

namespace BioToken.Pkcs11.Records;

/// <summary>A version of the interface, a library, hardware or firmware (CK_VERSION).</summary>
/// <param name="Major">The number before the point.</param>
/// <param name="Minor">The number after it, in hundredths by the specification (2.40 is 2 and 40).</param>
public readonly record struct CryptokiVersion(byte Major, byte Minor)
{
    /// <summary>The version as <c>major.minor</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");
}
