using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Tests.Writing.Steps;
using BioToken.Vendors;

namespace BioToken.Tests.Identities;

/// <summary>Which keys and R go with which certificate, without a token.</summary>
public sealed class KeyPairingTests : IDisposable
{
    private static readonly RandomValueTemplate RandomValue = new();

    private readonly NpkiIdentity _one = TestIdentities.New(keyManagement: false);
    private readonly NpkiIdentity _other = TestIdentities.New(keyManagement: false);

    public void Dispose()
    {
        _one.Dispose();
        _other.Dispose();
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData((byte)1, true)]
    public void Two_certificates_of_two_keys_share_only_an_id(byte? id, bool isShared)
    {
        IReadOnlyList<TokenKeyPair> pairs = Pair(
            Certificate(_one, id, handle: 1), Certificate(_other, id, handle: 2), Key(_one, id, handle: 3), Key(_other, id, handle: 4));

        Assert.Equal([isShared, isShared], pairs.Select(pair => pair.SharesKeys));
        Assert.Equal([3, 4], pairs.Select(pair => (int)Assert.Single(pair.KeyObjects).Handle));
    }

    [Fact]
    public void R_goes_with_the_certificate_of_its_id_or_its_label()
    {
        TokenObject byId = SeenObject.Of(CKO.DATA, id: 1, [1], handle: 2);
        TokenObject byLabel = SeenObject.Of(CKO.DATA, id: null, [2], handle: 3, RandomValue.LabelFor([1]));
        TokenObject other = SeenObject.Of(CKO.DATA, id: null, [3], handle: 4, RandomValue.LabelFor([2]));

        TokenKeyPair pair = Assert.Single(Pair(Certificate(_one, id: 1, handle: 1), byId, byLabel, other));

        Assert.True(pair.HasRandomValue);
        Assert.Equal([byId, byLabel], pair.KeyObjects.ToArray());
    }

    [Fact]
    public void R_goes_with_a_key_that_is_found_by_its_modulus()
    {
        TokenObject key = Key(_one, id: 2, handle: 2);
        TokenObject byId = SeenObject.Of(CKO.DATA, id: 2, [1], handle: 3);
        TokenObject byLabel = SeenObject.Of(CKO.DATA, id: null, [2], handle: 4, RandomValue.LabelFor([2]));
        TokenObject nobodys = SeenObject.Of(CKO.DATA, id: null, [2], handle: 5, RandomValue.LabelFor([]));

        TokenKeyPair pair = Assert.Single(Pair(Certificate(_one, id: null, handle: 1), key, byId, byLabel, nobodys));

        Assert.Equal([key, byId, byLabel], pair.KeyObjects.ToArray());
        Assert.Empty(pair.Strangers);
    }

    [Fact]
    public void A_key_without_an_id_that_two_certificates_find_is_shared()
    {
        IReadOnlyList<TokenKeyPair> pairs = Pair(
            Certificate(_one, id: 1, handle: 1), Certificate(_one, id: 2, handle: 2), Key(_one, id: null, handle: 3));

        Assert.Equal([true, true], pairs.Select(pair => pair.SharesKeys));
    }

    [Fact]
    public void A_key_with_the_id_of_another_certificate_is_shared()
    {
        IReadOnlyList<TokenKeyPair> pairs = Pair(
            Certificate(_one, id: 1, handle: 1), Certificate(_one, id: 2, handle: 2), Key(_one, id: 2, handle: 3));

        Assert.Equal([true, true], pairs.Select(pair => pair.SharesKeys));
    }

    [Fact]
    public void A_key_of_its_own_without_an_id_is_not_shared()
    {
        TokenKeyPair pair = Assert.Single(Pair(Certificate(_one, id: 1, handle: 1), Key(_one, id: null, handle: 2)));

        Assert.False(pair.SharesKeys);
        Assert.Empty(pair.Strangers);
    }

    [Fact]
    public void A_key_that_hides_its_modulus_is_listed_once_with_a_certificate_of_another_algorithm()
    {
        using ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=ec", ec, HashAlgorithmName.SHA256);
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        TokenObject hidden = SeenObject.Of(CKO.PRIVATE_KEY, id: 1, content: null, handle: 2);

        TokenKeyPair pair = Assert.Single(Pair(SeenObject.Of(CKO.CERTIFICATE, id: 1, made.RawData, handle: 1), hidden));

        Assert.Equal([hidden], pair.KeyObjects.ToArray());
    }

    [Fact]
    public void A_certificate_for_both_uses_is_not_for_key_management_only()
    {
        using NpkiIdentity both = OddIdentities.WithUsage(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment);

        TokenKeyPair pair = Assert.Single(Pair(Certificate(both, id: 1, handle: 1)));

        Assert.False(pair.IsForKeyManagementOnly);
        Assert.False(pair.MayBeForKeyManagement);
    }

    private static IReadOnlyList<TokenKeyPair> Pair(params TokenObject[] objects) => KeyMatching.Pair(objects, RandomValue);

    private static TokenObject Certificate(NpkiIdentity identity, byte? id, int handle)
        => SeenObject.Of(CKO.CERTIFICATE, id, identity.Certificate.Der.ToArray(), handle);

    private static TokenObject Key(NpkiIdentity identity, byte? id, int handle)
    {
        using RSA key = identity.Certificate.GetRSAPublicKey()!;
        return SeenObject.Of(CKO.PRIVATE_KEY, id, key.ExportParameters(includePrivateParameters: false).Modulus, handle);
    }
}
