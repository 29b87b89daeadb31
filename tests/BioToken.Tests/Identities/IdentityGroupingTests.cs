using System.Security.Cryptography;
using BioToken.Identities;
using BioToken.Npki.Certificates;
using BioToken.Npki.Identities;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Tests.Writing.Steps;
using BioToken.Vendors;

namespace BioToken.Tests.Identities;

public sealed class IdentityGroupingTests
{
    [Fact]
    public void A_signature_and_a_key_management_certificate_of_one_request_make_one_identity()
    {
        using NpkiIdentity identity = TestIdentities.New();
        TokenObject km = Certificate(identity.KeyManagementCertificate!, id: 2, handle: 1);
        TokenObject sign = Certificate(identity.Certificate, id: 1, handle: 2);

        IdentityObjects found = Assert.Single(Group(km, sign));

        Assert.Same(sign, found.Main.CertificateObject);
        Assert.Same(km, found.KeyManagement?.CertificateObject);
    }

    [Fact]
    public void A_key_management_certificate_alone_is_an_identity_of_its_own()
    {
        using NpkiIdentity identity = TestIdentities.New();
        TokenObject km = Certificate(identity.KeyManagementCertificate!, id: 2, handle: 1);

        IdentityObjects found = Assert.Single(Group(km));

        Assert.Same(km, found.Main.CertificateObject);
        Assert.Null(found.KeyManagement);
    }

    [Fact]
    public void Certificates_of_two_holders_stay_separate()
    {
        using NpkiIdentity first = TestIdentities.New(name: "가");
        using NpkiIdentity second = TestIdentities.New(name: "나");

        IReadOnlyList<IdentityObjects> found = Group(
            Certificate(first.Certificate, id: 1, handle: 1),
            Certificate(second.KeyManagementCertificate!, id: 2, handle: 2),
            Certificate(second.Certificate, id: 3, handle: 3));

        Assert.Equal([1, 3], found.Select(one => (int)one.Main.CertificateObject.Handle).Order());
        Assert.Null(found.Single(one => one.Main.CertificateObject.Handle == 1).KeyManagement);
        Assert.Equal(2, (int)found.Single(one => one.Main.CertificateObject.Handle == 3).KeyManagement!.CertificateObject.Handle);
    }

    [Fact]
    public void Keys_of_a_pair_are_erased_with_it_and_strangers_of_its_id_are_not()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        TokenObject certificate = Certificate(identity.Certificate, id: 1, handle: 1);
        TokenObject key = SeenObject.Of(CKO.PRIVATE_KEY, id: 1, Modulus(identity.Certificate), handle: 2);
        TokenObject stranger = SeenObject.Of(CKO.PRIVATE_KEY, id: 1, [1, 2, 3], handle: 3);
        TokenObject unrelated = SeenObject.Of(CKO.DATA, id: 7, [7], handle: 4);

        IdentityObjects found = Assert.Single(Group(certificate, key, stranger, unrelated));

        Assert.Equal([certificate, key], found.Erasable);
        Assert.Equal([stranger], found.Remaining);
    }

    [Fact]
    public void Nothing_but_keys_makes_no_identity()
        => Assert.Empty(Group(SeenObject.Of(CKO.PRIVATE_KEY, id: 1, [1]), SeenObject.Of(CKO.DATA, id: 1, [1])));

    private static IReadOnlyList<IdentityObjects> Group(params TokenObject[] objects)
        => IdentityGrouping.Group(objects, new RandomValueTemplate());

    private static TokenObject Certificate(NpkiCertificate certificate, byte id, int handle)
        => SeenObject.Of(CKO.CERTIFICATE, id, certificate.Der.ToArray(), handle);

    private static byte[] Modulus(NpkiCertificate certificate)
    {
        using RSA key = certificate.GetRSAPublicKey()!;
        return key.ExportParameters(includePrivateParameters: false).Modulus!;
    }
}
