using System.Globalization;

namespace BioToken.Npki.Certificates;

/// <summary>Specifies a certificate's purpose by its policy. For information only: an unknown policy is not a reason to reject.</summary>
public sealed record CertificatePurpose
{
    internal CertificatePurpose(
        string? policyOid, CertificateHolder holder, CertificateScope scope, string koreanName, string englishName, bool isAssumed)
    {
        PolicyOid = policyOid;
        Holder = holder;
        Scope = scope;
        KoreanName = koreanName;
        EnglishName = englishName;
        IsAssumed = isAssumed;
    }

    /// <summary>Object identifier of the policy; null if the certificate names none.</summary>
    public string? PolicyOid { get; }

    /// <summary>Kind of holder.</summary>
    public CertificateHolder Holder { get; }

    /// <summary>Range of services.</summary>
    public CertificateScope Scope { get; }

    /// <summary>The purpose in Korean, such as "사업자 범용"; for an unknown policy, its object identifier.</summary>
    public string KoreanName { get; }

    /// <summary>The purpose in English, such as "business, general purpose"; for an unknown policy, its object identifier.</summary>
    public string EnglishName { get; }

    /// <summary>True if the meaning of this policy rests on a single unofficial source.</summary>
    public bool IsAssumed { get; }

    /// <summary>The purpose in the language of <see cref="CultureInfo.CurrentUICulture"/>: Korean, or English for all others.</summary>
    public override string ToString() =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "ko" ? KoreanName : EnglishName;
}
