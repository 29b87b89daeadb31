namespace BioToken.Npki.Pkcs12;

/// <summary>Object identifiers of PKCS#12 and the CMS types inside it (RFC 7292 appendix D).</summary>
internal static class Pkcs12Oids
{
    public const string Data = "1.2.840.113549.1.7.1";
    public const string EncryptedData = "1.2.840.113549.1.7.6";

    public const string KeyBag = "1.2.840.113549.1.12.10.1.1";
    public const string ShroudedKeyBag = "1.2.840.113549.1.12.10.1.2";
    public const string CertBag = "1.2.840.113549.1.12.10.1.3";
    public const string X509Certificate = "1.2.840.113549.1.9.22.1";

    public const string FriendlyName = "1.2.840.113549.1.9.20";
    public const string LocalKeyId = "1.2.840.113549.1.9.21";
}
