namespace BioToken.Npki.Formats;

/// <summary>Object identifiers of keys, their encryption and their certificates.</summary>
internal static class Oids
{
    public const string RsaEncryption = "1.2.840.113549.1.1.1";

    public const string EllipticCurveKey = "1.2.840.10045.2.1";

    public const string SubjectAlternativeName = "2.5.29.17";
    public const string CertificatePolicies = "2.5.29.32";

    /// <summary>id-kisa-identifyData, with the VID and the random value R of it.</summary>
    public const string IdentifyData = "1.2.410.200004.10.1.1";
    public const string VirtualIdentifier = IdentifyData + ".1";
    public const string RandomValue = IdentifyData + ".3";

    public const string SeedCbc = "1.2.410.200004.1.4";
    public const string SeedCbcWithSha1 = "1.2.410.200004.1.15";
    public const string Pbes2 = "1.2.840.113549.1.5.13";
    public const string Pbkdf2 = "1.2.840.113549.1.5.12";

    public const string PbeSha1TripleDes3 = "1.2.840.113549.1.12.1.3";
    public const string PbeSha1TripleDes2 = "1.2.840.113549.1.12.1.4";
    public const string PbeSha1Rc2Of128 = "1.2.840.113549.1.12.1.5";
    public const string PbeSha1Rc2Of40 = "1.2.840.113549.1.12.1.6";

    public const string HmacSha1 = "1.2.840.113549.2.7";
    public const string HmacSha256 = "1.2.840.113549.2.9";
    public const string HmacSha384 = "1.2.840.113549.2.10";
    public const string HmacSha512 = "1.2.840.113549.2.11";

    /// <summary>Names the kind of a key, with its identifier.</summary>
    public static string NameOfKey(string oid)
    {
        string? name = oid switch
        {
            EllipticCurveKey => "EC",
            "1.2.840.10040.4.1" => "DSA",
            "1.2.840.113549.1.1.10" => "RSA-PSS",
            "1.3.101.112" => "Ed25519",
            "1.3.101.113" => "Ed448",
            _ => null,
        };
        return name is null ? oid : $"{name} ({oid})";
    }
}
