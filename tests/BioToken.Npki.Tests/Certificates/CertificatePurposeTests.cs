using System.Globalization;
using BioToken.Npki.Certificates;

namespace BioToken.Npki.Tests.Certificates;

public sealed class CertificatePurposeTests
{
    [Theory]
    [InlineData("1.2.410.200004.5.2.1.1", CertificateHolder.Business)]
    [InlineData("1.2.410.200004.5.2.1.2", CertificateHolder.Personal)]
    [InlineData("1.2.410.200004.5.1.1.5", CertificateHolder.Personal)]
    [InlineData("1.2.410.200004.5.1.1.7", CertificateHolder.Business)]
    [InlineData("1.2.410.200005.1.1.1", CertificateHolder.Personal)]
    [InlineData("1.2.410.200005.1.1.5", CertificateHolder.Business)]
    [InlineData("1.2.410.200004.5.4.1.1", CertificateHolder.Personal)]
    [InlineData("1.2.410.200004.5.4.1.2", CertificateHolder.Business)]
    [InlineData("1.2.410.200012.1.1.1", CertificateHolder.Personal)]
    [InlineData("1.2.410.200012.1.1.3", CertificateHolder.Business)]
    [InlineData("1.2.410.200004.5.5.1.1", CertificateHolder.Personal)]
    [InlineData("1.2.410.200004.5.5.1.2", CertificateHolder.Business)]
    [InlineData("1.2.410.200004.5.3.1.9", CertificateHolder.Personal)]
    [InlineData("1.2.410.200004.5.3.1.2", CertificateHolder.Business)]
    public void Purpose_general_policy_names_the_holder(string oid, CertificateHolder holder)
    {
        CertificatePurpose purpose = PurposeOf(oid);

        Assert.Equal(holder, purpose.Holder);
        Assert.Equal(CertificateScope.General, purpose.Scope);
        Assert.Contains("범용", purpose.KoreanName, StringComparison.Ordinal);
        Assert.False(purpose.IsAssumed);
    }

    [Theory]
    [InlineData("1.2.410.200005.1.1.4", CertificateHolder.Personal, "개인 용도제한 (은행/보험/신용카드)")]
    [InlineData("1.2.410.200004.5.2.1.5001", CertificateHolder.Business, "사업자 용도제한 (전자세금계산서)")]
    [InlineData("1.2.410.200004.5.2.1.3", CertificateHolder.Unknown, "용도제한 (전자입찰)")]
    [InlineData("1.2.410.200005.1.1.6.3", CertificateHolder.Business, "사업자 용도제한 (조달청 원클릭)")]
    [InlineData("1.2.410.200004.5.4.1.74", CertificateHolder.Personal, "개인 용도제한 (세금)")]
    [InlineData("1.2.410.200004.5.5.1.3.1", CertificateHolder.Personal, "개인 용도제한 (제휴기관)")]
    [InlineData("1.2.410.200004.5.5.1.4.1", CertificateHolder.Business, "사업자 용도제한 (제휴기관)")]
    [InlineData("1.2.410.200004.5.5.1.4.2", CertificateHolder.Business, "사업자 용도제한 (전자세금계산서)")]
    public void Purpose_limited_policy_is_assumed(string oid, CertificateHolder holder, string koreanName)
    {
        CertificatePurpose purpose = PurposeOf(oid);

        Assert.Equal(holder, purpose.Holder);
        Assert.Equal(CertificateScope.Limited, purpose.Scope);
        Assert.Equal(koreanName, purpose.KoreanName);
        Assert.True(purpose.IsAssumed);
    }

    [Fact]
    public void Purpose_unknown_policy_is_shown_as_its_object_identifier()
    {
        CertificatePurpose purpose = PurposeOf("1.2.3.4");

        Assert.Equal("1.2.3.4", purpose.KoreanName);
        Assert.Equal("1.2.3.4", purpose.EnglishName);
        Assert.Equal(CertificateScope.Unknown, purpose.Scope);
    }

    [Fact]
    public void Purpose_known_policy_wins_over_an_unknown_one_before_it() =>
        Assert.Equal(CertificateScope.General, PurposeOf("1.2.3.4", "1.2.410.200005.1.1.1").Scope);

    [Theory]
    [InlineData("ko-KR", "사업자 범용")]
    [InlineData("de-DE", "business, general purpose")]
    public void ToString_follows_the_users_language(string culture, string expected)
    {
        CultureInfo before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);

            Assert.Equal(expected, PurposeOf("1.2.410.200012.1.1.3").ToString());
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static CertificatePurpose PurposeOf(params string[] oids) =>
        new TestCertificate { Extensions = { TestCertificate.Policy(oids) } }.Parse().Purpose;
}
