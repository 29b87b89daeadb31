namespace BioToken.Pkcs11.Records;

/// <summary>A module's own description (CK_INFO).</summary>
/// <param name="CryptokiVersion">Version of the PKCS#11 interface.</param>
/// <param name="Manufacturer">Manufacturer, trailing blanks removed.</param>
/// <param name="Description">Description of the library, without trailing blanks.</param>
/// <param name="LibraryVersion">Version of the library.</param>
public sealed record CryptokiInfo(CryptokiVersion CryptokiVersion, string Manufacturer, string Description, CryptokiVersion LibraryVersion);
