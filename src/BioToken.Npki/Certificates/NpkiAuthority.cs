using System.Globalization;

namespace BioToken.Npki.Certificates;

/// <summary>A Korean certificate authority.</summary>
public sealed record NpkiAuthority
{
    private static readonly NpkiAuthority[] Known =
    [
        new("KICA", "SignGATE", "한국정보인증", "Korea Information Certificate Authority"),
        new("SignKorea", "SignKorea", "코스콤", "KOSCOM"),
        new("CrossCert", "CrossCert", "한국전자인증", "Korea Electronic Certification Authority"),
        new("TradeSign", "TradeSign", "한국무역정보통신", "KTNET"),
        new("yessign", "yessign", "금융결제원", "KFTC"),
        new("INIPASS", "INIPASS", "이니텍", "Initech"),
        new("NCASign", "NCASign", "한국전산원", "NCA"),
        new("KISA", "KISA", "한국인터넷진흥원", "Korea Internet & Security Agency"),
    ];

    private NpkiAuthority(string id, string brand, string koreanName, string englishName)
    {
        Id = id;
        Brand = brand;
        KoreanName = koreanName;
        EnglishName = englishName;
    }

    /// <summary>The organization in the names of its certificates (O=), which is also the name of its folder below an NPKI root.</summary>
    public string Id { get; }

    /// <summary>The brand of its certificates.</summary>
    public string Brand { get; }

    /// <summary>The company's name in Korean.</summary>
    public string KoreanName { get; }

    /// <summary>The company's name in English.</summary>
    public string EnglishName { get; }

    /// <summary>Finds an authority by the organization of an issuer's name, whatever its case.</summary>
    /// <param name="organization">The O attribute; null if the name has none.</param>
    /// <returns>Null if the authority is not known.</returns>
    public static NpkiAuthority? Find(string? organization) =>
        Array.Find(Known, authority => string.Equals(authority.Id, organization, StringComparison.OrdinalIgnoreCase));

    /// <summary>The company's name in the language of <see cref="CultureInfo.CurrentUICulture"/>, and the brand.</summary>
    public override string ToString()
    {
        string name = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "ko" ? KoreanName : EnglishName;
        return name == Brand ? name : $"{name} ({Brand})";
    }

    /// <summary>
    /// Returns whether a CA issues test certificates, by the CN of its name: the accredited CAs' test CAs have "Test" in it or are called
    /// "signGATE FTCA…", and the simulator's CAs have "SIMULATED" in it.
    /// </summary>
    internal static bool IsTest(string? issuingCa) =>
        issuingCa is not null
        && (issuingCa.Contains("test", StringComparison.OrdinalIgnoreCase)
            || issuingCa.StartsWith("signGATE FTCA", StringComparison.OrdinalIgnoreCase)
            || issuingCa.Contains("SIMULATED", StringComparison.OrdinalIgnoreCase));
}
