using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Pkcs11.Constants;
using BioToken.Signing;
using BioToken.Tests.Contract;
using BioToken.Tests.Fakes;
using BioToken.Tokens;
using BioToken.Writing.Plans;

namespace BioToken.Tests.Identities;

/// <summary>Keys are matched to their certificate by CKA_ID or, if that is absent or differs, by the public key.</summary>
public sealed class KeyMatchingTests
{
    private static readonly byte[] Bid = "입찰서"u8.ToArray();

    public static TheoryData<byte[]?, byte[]?> Ids => new()
    {
        { null, null },
        { [1], null },
        { null, [2] },
        { [1], [2] },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_key_is_found_by_its_modulus_where_the_id_is_absent_or_differs(byte[]? certificateId, byte[]? keyId)
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        FakeToken fake = new();
        fake.Add(FakeObject.Certificate(identity.Certificate.Der.ToArray(), certificateId));
        fake.Add(FakeObject.PrivateKey(identity.PrivateKey, keyId));
        fake.Add(FakeObject.PublicKey(identity.PrivateKey, keyId));
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        TokenIdentity found = Assert.Single(await token.GetIdentitiesAsync(Cancel));
        byte[] signature = await token.SignAsync(Bid, new SignOptions { Identity = found }, cancellationToken: Cancel);
        await token.EraseAsync(found, cancellationToken: Cancel);

        using RSA publicKey = identity.Certificate.GetRSAPublicKey()!;
        Assert.True(publicKey.VerifyData(Bid, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Empty(fake.Objects);
    }

    [Fact]
    public async Task A_key_of_the_same_id_with_another_modulus_is_not_erased_and_is_named_as_left()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        using NpkiIdentity other = TestIdentities.New(keyManagement: false);
        FakeToken fake = new();
        fake.Add(FakeObject.Certificate(identity.Certificate.Der.ToArray(), [1]));
        FakeObject foreign = FakeObject.PrivateKey(other.PrivateKey, [1]);
        fake.Add(foreign);
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        TokenIdentity found = Assert.Single(await token.GetIdentitiesAsync(Cancel));
        PlannedObject left = Assert.Single(found.RemainingObjects);
        await token.EraseAsync(found, cancellationToken: Cancel);

        Assert.False(found.HasPrivateKey);
        Assert.Equal((TokenObjectKind.PrivateKey, PlannedChange.Keep), (left.Kind, left.Change));
        Assert.Same(foreign, Assert.Single(fake.Objects));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keys_that_two_certificates_use_are_erased_with_neither(bool haveIds)
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        FakeToken fake = new();
        FakeObject first = FakeObject.Certificate(identity.Certificate.Der.ToArray(), haveIds ? [1] : null);
        FakeObject second = FakeObject.Certificate(identity.Certificate.Der.ToArray(), haveIds ? [2] : null, "another of the same key");
        fake.Add(first);
        fake.Add(second);
        fake.Add(FakeObject.PrivateKey(identity.PrivateKey, haveIds ? [1] : null));
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        IReadOnlyList<TokenIdentity> found = await token.GetIdentitiesAsync(Cancel);
        Assert.All(
            found, identity => Assert.Equal((true, 1, 1), (identity.HasPrivateKey, identity.ObjectCount, identity.RemainingObjects.Count)));
        await token.EraseAsync(found[0], cancellationToken: Cancel);

        Assert.Equal([CKO.CERTIFICATE, CKO.PRIVATE_KEY], fake.Objects.Select(o => o.Class).Order());
        Assert.Contains(second, fake.Objects);
    }

    [Fact]
    public async Task A_certificate_with_keys_of_its_own_takes_no_other_of_the_same_modulus()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        FakeToken fake = new();
        fake.Add(FakeObject.Certificate(identity.Certificate.Der.ToArray(), [1]));
        fake.Add(FakeObject.PrivateKey(identity.PrivateKey, [1]));
        fake.Add(FakeObject.PublicKey(identity.PrivateKey, [1]));
        FakeObject copy = FakeObject.PrivateKey(identity.PrivateKey, [9]);
        fake.Add(copy);
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        TokenIdentity found = Assert.Single(await token.GetIdentitiesAsync(Cancel));
        Assert.Equal("09", Assert.Single(found.RemainingObjects).Id);
        await token.EraseAsync(found, cancellationToken: Cancel);

        Assert.Same(copy, Assert.Single(fake.Objects));
    }

    [Fact]
    public async Task R_that_bears_the_id_of_a_key_goes_with_the_certificate_of_that_key()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        FakeToken fake = new();
        fake.Add(FakeObject.Certificate(identity.Certificate.Der.ToArray(), id: null));
        fake.Add(FakeObject.PrivateKey(identity.PrivateKey, [5]));
        fake.Add(FakeObject.Of(CKO.DATA, (CKA.ID, [5]), (CKA.VALUE, new byte[20])));
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        TokenIdentity found = Assert.Single(await token.GetIdentitiesAsync(Cancel));

        Assert.True(found.HasRandomValue);
        Assert.Equal(3, found.ObjectCount);
    }

    [Fact]
    public async Task A_key_management_certificate_without_key_usage_goes_with_its_signature_certificate()
    {
        FakeToken fake = new();
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        using NpkiIdentity identity = OddIdentities.Of(
            OddIdentities.Pair(X509KeyUsageFlags.DigitalSignature, serial: 0x31), OddIdentities.Pair(usages: null, serial: 0x32));

        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Cancel);

        Assert.Equal(identity.KeyManagementCertificate!.SerialNumber, written.KeyManagementCertificate!.SerialNumber);
        Assert.Single(await token.GetIdentitiesAsync(Cancel));
        await token.EraseAsync(written, cancellationToken: Cancel);
        Assert.Empty(fake.Objects);
    }

    [Fact]
    public async Task Two_certificates_without_key_usage_stay_apart()
    {
        FakeToken fake = new();
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        using NpkiIdentity one = OddIdentities.WithUsage(usages: null, serial: 0x31);
        using NpkiIdentity other = OddIdentities.WithUsage(usages: null, serial: 0x32);
        await token.WriteAsync(one, ContractToken.Writing, cancellationToken: Cancel);
        await token.WriteAsync(other, ContractToken.Writing, cancellationToken: Cancel);

        IReadOnlyList<TokenIdentity> identities = await token.GetIdentitiesAsync(Cancel);

        string[] serials = [.. identities.Select(identity => identity.SerialNumber).Order(StringComparer.Ordinal)];
        Assert.Equal(["31", "32"], serials);
        Assert.All(identities, identity => Assert.Null(identity.KeyManagementCertificate));
    }
}
