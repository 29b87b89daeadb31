using System.Security.Cryptography.X509Certificates;
using BioToken.Identities;
using BioToken.Npki.Certificates;
using BioToken.Npki.Keys;
using BioToken.Pkcs11.Constants;
using BioToken.Tests.Writing.Steps;

namespace BioToken.Tests.Identities;

/// <summary>Certificates of one holder, one authority and one period, which their serial numbers pair.</summary>
public sealed class PartnerSearchTests
{
    private const X509KeyUsageFlags Signing = X509KeyUsageFlags.DigitalSignature;
    private const X509KeyUsageFlags Management = X509KeyUsageFlags.KeyEncipherment;

    [Fact]
    public void A_signature_certificate_is_no_partner_of_its_neighbor()
    {
        TokenKeyPair first = Make(Signing, serial: 0x31);
        PartnerSearch search = new([first, Make(Signing, serial: 0x32)]);

        Assert.Null(search.Take(first));
    }

    [Fact]
    public void The_neighbor_comes_before_the_only_other_candidate()
    {
        TokenKeyPair signing = Make(Signing, serial: 0x31);
        TokenKeyPair unknown = Make(usages: null, serial: 0x32);
        PartnerSearch search = new([signing, unknown, Make(Management, serial: 0x41)]);

        Assert.Same(unknown, search.Take(signing));
    }

    [Fact]
    public void A_partner_is_taken_once()
    {
        TokenKeyPair signing = Make(Signing, serial: 0x31);
        TokenKeyPair management = Make(Management, serial: 0x41);
        PartnerSearch search = new([signing, management]);

        Assert.Same(management, search.Take(signing));
        Assert.True(search.IsTaken(management));
        Assert.Null(search.Take(signing));
    }

    private static TokenKeyPair Make(X509KeyUsageFlags? usages, byte serial)
    {
        (NpkiCertificate certificate, NpkiPrivateKey key) = OddIdentities.Pair(usages, serial: serial);
        key.Dispose();
        return new TokenKeyPair(
            certificate, SeenObject.Of(CKO.CERTIFICATE, serial, certificate.Der.ToArray(), serial), new KeyList(), SharesKeys: false, []);
    }
}
