namespace BioToken.Npki.Errors;

/// <summary>Names of the password-based and other algorithms that KISA numbered under 1.2.410.200004.1.</summary>
internal static class KisaArc
{
    private const string Prefix = "1.2.410.200004.1.";

    /// <returns>The name, "?" for a number of the arc that has none here, or null outside the arc.</returns>
    public static string? NameOf(string oid)
    {
        if (!oid.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        return oid[Prefix.Length..] switch
        {
            "3" => "seedECB",
            "4" => "seedCBC",
            "5" => "seedOFB",
            "6" => "seedCFB",
            "7" => "seedMAC",
            "10" => "pbeWithHAS160AndSEED-ECB",
            "11" => "pbeWithHAS160AndSEED-CBC",
            "12" => "pbeWithHAS160AndSEED-OFB",
            "13" => "pbeWithHAS160AndSEED-CFB",
            "14" => "pbeWithSHA1AndSEED-ECB",
            "15" => "seedCBCWithSHA1",
            "16" => "pbeWithSHA1AndSEED-OFB",
            "17" => "pbeWithSHA1AndSEED-CFB",
            _ => "?",
        };
    }
}
