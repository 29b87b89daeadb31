using BioToken.Npki.Certificates;

namespace BioToken.Npki.Tests.Certificates;

public sealed class NpkiAuthorityTests
{
    [Theory]
    [InlineData("KICA", "한국정보인증")]
    [InlineData("signkorea", "코스콤")]
    [InlineData("CrossCert", "한국전자인증")]
    [InlineData("TRADESIGN", "한국무역정보통신")]
    [InlineData("yessign", "금융결제원")]
    [InlineData("INIPASS", "이니텍")]
    [InlineData("NCASign", "한국전산원")]
    [InlineData("KISA", "한국인터넷진흥원")]
    public void Authority_is_found_by_the_issuers_organization_whatever_its_case(string organization, string koreanName) =>
        Assert.Equal(koreanName, IssuedBy(organization, "CA").Authority!.KoreanName);

    [Fact]
    public void Authority_of_an_unknown_organization_is_null() => Assert.Null(IssuedBy("Example", "CA").Authority);

    [Theory]
    [InlineData("signGATE FTCA06", true)]
    [InlineData("SignKorea Test CA5", true)]
    [InlineData("CrossCertTestCA4", true)]
    [InlineData("TestTradeSignCA", true)]
    [InlineData("TradeSignCA2018Test", true)]
    [InlineData("yessignCA-Test Class 5", true)]
    [InlineData("INIPASS TEST CA 2", true)]
    [InlineData("SIMULATED CA", true)]
    [InlineData("signGATE CA6", false)]
    [InlineData("SignKorea CA4", false)]
    [InlineData("CrossCertCA4", false)]
    [InlineData("TradeSignCA4", false)]
    [InlineData("yessignCA Class 3", false)]
    [InlineData("INIPASS CA", false)]
    public void IsFromTestAuthority_tells_test_CAs_from_those_in_production(string issuingCa, bool isTest) =>
        Assert.Equal(isTest, IssuedBy("KICA", issuingCa).IsFromTestAuthority);

    private static NpkiCertificate IssuedBy(string organization, string commonName) => new TestCertificate
    {
        SubjectDer = TestCertificate.Name(("2.5.4.6", "KR"), ("2.5.4.10", organization), ("2.5.4.3", commonName)),
    }.Parse();
}
