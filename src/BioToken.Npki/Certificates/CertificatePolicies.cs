using System.Collections.Frozen;

namespace BioToken.Npki.Certificates;

/// <summary>The meaning of the accredited CAs' certificate policies.</summary>
internal static class CertificatePolicies
{
    private const string Kica = "1.2.410.200004.5.2.";
    private const string SignKorea = "1.2.410.200004.5.1.";
    private const string Yessign = "1.2.410.200005.";
    private const string CrossCert = "1.2.410.200004.5.4.";
    private const string TradeSign = "1.2.410.200012.";
    private const string Inipass = "1.2.410.200004.5.5.";
    private const string NcaSign = "1.2.410.200004.5.3.";

    private static readonly CertificatePurpose None =
        new(null, CertificateHolder.Unknown, CertificateScope.Unknown, "용도 표시 없음", "no purpose stated", isAssumed: false);

    private static readonly FrozenDictionary<string, CertificatePurpose> Known = Table().ToFrozenDictionary(p => p.PolicyOid!);

    /// <summary>The meaning of the first known policy, or of the first one if none is known.</summary>
    public static CertificatePurpose PurposeOf(IReadOnlyList<string> policyOids)
    {
        foreach (string oid in policyOids)
        {
            if (Known.TryGetValue(oid, out CertificatePurpose? purpose))
                return purpose;
        }

        return policyOids.Count == 0
            ? None
            : new(policyOids[0], CertificateHolder.Unknown, CertificateScope.Unknown, policyOids[0], policyOids[0], isAssumed: false);
    }

    private static IEnumerable<CertificatePurpose> Table() =>
    [
        PersonalGeneral(Kica + "1.2"),
        BusinessGeneral(Kica + "1.1"),
        PersonalGeneral(SignKorea + "1.5"),
        BusinessGeneral(SignKorea + "1.7"),
        PersonalGeneral(Yessign + "1.1.1"),
        BusinessGeneral(Yessign + "1.1.5"),
        PersonalGeneral(CrossCert + "1.1"),
        BusinessGeneral(CrossCert + "1.2"),
        PersonalGeneral(TradeSign + "1.1.1"),
        BusinessGeneral(TradeSign + "1.1.3"),
        new(TradeSign + "1.1.4", CertificateHolder.Business, CertificateScope.General,
            "사업자 범용 (암호용)", "business, general purpose (key management)", isAssumed: false),
        PersonalGeneral(Inipass + "1.1"),
        BusinessGeneral(Inipass + "1.2"),
        PersonalGeneral(NcaSign + "1.9"),
        BusinessGeneral(NcaSign + "1.2"),

        Limited(Yessign + "1.1.4", CertificateHolder.Personal, "은행/보험/신용카드", "bank, insurance, card"),
        Limited(Yessign + "1.1.2", CertificateHolder.Business, "은행", "bank"),
        Limited(Yessign + "1.1.6.1", CertificateHolder.Business, "기업뱅킹", "corporate banking"),
        Limited(Yessign + "1.1.6.2", CertificateHolder.Unknown, "신용카드", "card"),
        Limited(Yessign + "1.1.6.3", CertificateHolder.Business, "조달청 원클릭", "PPS one-click procurement"),
        Limited(Yessign + "1.1.6.8", CertificateHolder.Business, "전자세금계산서", "electronic tax bill"),
        Limited(Kica + "1.3", CertificateHolder.Unknown, "전자입찰", "electronic bidding"),
        Limited(Kica + "1.7.1", CertificateHolder.Unknown, "은행/보험", "bank, insurance"),
        Limited(Kica + "1.7.2", CertificateHolder.Unknown, "증권", "securities"),
        Limited(Kica + "1.7.3", CertificateHolder.Unknown, "신용카드", "card"),
        Limited(Kica + "1.5001", CertificateHolder.Business, "전자세금계산서", "electronic tax bill"),
        Limited(Kica + "1.6.257", CertificateHolder.Unknown, "세금계산서", "tax bill"),
        Limited(SignKorea + "1.9", CertificateHolder.Unknown, "증권/보험", "securities, insurance"),
        Limited(SignKorea + "1.9.2", CertificateHolder.Unknown, "신용카드", "card"),
        Limited(SignKorea + "1.11", CertificateHolder.Personal, "세금", "tax"),
        Limited(SignKorea + "1.12", CertificateHolder.Business, "세금", "tax"),
        Limited(CrossCert + "1.74", CertificateHolder.Personal, "세금", "tax"),
        Limited(CrossCert + "1.101", CertificateHolder.Unknown, "은행", "bank"),
        Limited(CrossCert + "1.102", CertificateHolder.Unknown, "증권", "securities"),
        Limited(CrossCert + "1.103", CertificateHolder.Unknown, "신용카드", "card"),
        Limited(CrossCert + "1.104", CertificateHolder.Unknown, "민원", "civil service"),
        Limited(TradeSign + "1.1.101", CertificateHolder.Unknown, "은행", "bank"),
        Limited(TradeSign + "1.1.103", CertificateHolder.Unknown, null, null),
        Limited(TradeSign + "1.1.105", CertificateHolder.Unknown, null, null),
        Limited(Inipass + "1.3.1", CertificateHolder.Personal, "제휴기관", "partner services"),
        Limited(Inipass + "1.4.1", CertificateHolder.Business, "제휴기관", "partner services"),
        Limited(Inipass + "1.4.2", CertificateHolder.Business, "전자세금계산서", "electronic tax bill"),
    ];

    private static CertificatePurpose PersonalGeneral(string oid) =>
        new(oid, CertificateHolder.Personal, CertificateScope.General, "개인 범용", "personal, general purpose", isAssumed: false);

    private static CertificatePurpose BusinessGeneral(string oid) =>
        new(oid, CertificateHolder.Business, CertificateScope.General, "사업자 범용", "business, general purpose", isAssumed: false);

    private static CertificatePurpose Limited(string oid, CertificateHolder holder, string? korean, string? english)
    {
        (string koreanHolder, string englishHolder) = holder switch
        {
            CertificateHolder.Personal => ("개인 ", "personal, "),
            CertificateHolder.Business => ("사업자 ", "business, "),
            _ => ("", ""),
        };
        return new(
            oid,
            holder,
            CertificateScope.Limited,
            koreanHolder + "용도제한" + (korean is null ? "" : $" ({korean})"),
            englishHolder + "limited" + (english is null ? "" : $" ({english})"),
            isAssumed: true);
    }
}
