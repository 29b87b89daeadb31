using System.Security.Cryptography;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Pkcs11.Constants;
using BioToken.Signing;
using BioToken.Tests.Contract;
using BioToken.Tests.Fakes;

namespace BioToken.Tests.Identities;

/// <summary>A signature is verified before it is returned.</summary>
public sealed class SignatureVerificationTests
{
    private static readonly byte[] Bid = "입찰서"u8.ToArray();

    public static TheoryData<string, bool> Wrong => new MatrixTheoryData<string, bool>(
        ["nothing", "one bit", "zeros", "one byte less", "one byte more", "four bytes"], [true, false]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task SignAsync_never_returns_a_wrong_signature(string damage, bool namesIdentity)
    {
        FakeToken fake = new();
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        using NpkiIdentity identity = TestIdentities.New();
        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Cancel);
        fake.Signature = right => Damage(right, damage);

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(
            () => token.SignAsync(Bid, new SignOptions { Identity = namesIdentity ? written : null }, cancellationToken: Cancel));

        Assert.Equal(BioTokenError.SignatureInvalid, e.Reason);
        Assert.Equal(CryptokiFunction.Sign, e.Function);
    }

    [Theory]
    [InlineData("SHA256", false)]
    [InlineData("SHA1", false)]
    [InlineData("SHA384", true)]
    [InlineData("SHA512", true)]
    public async Task The_rsa_object_never_returns_a_wrong_signature(string digest, bool pss)
    {
        FakeToken fake = new();
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        using NpkiIdentity identity = TestIdentities.New();
        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Cancel);
        using RSA key = written.GetRSAPrivateKey()!;
        RSASignaturePadding padding = pss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        Assert.True(key.VerifyData(Bid, key.SignData(Bid, new HashAlgorithmName(digest), padding), new HashAlgorithmName(digest), padding));
        fake.Signature = right => Damage(right, "one bit");

        BioTokenException e = Assert.Throws<BioTokenException>(() => key.SignData(Bid, new HashAlgorithmName(digest), padding));

        Assert.Equal(BioTokenError.SignatureInvalid, e.Reason);
    }

    [Fact]
    public async Task SignAsync_without_an_identity_verifies_by_the_certificate_where_the_key_shows_no_modulus()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        FakeToken fake = new();
        fake.Add(FakeObject.Certificate(identity.Certificate.Der.ToArray(), [1]));
        fake.Add(FakeObject.PrivateKey(identity.PrivateKey, [1], showsModulus: false));
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        using RSA publicKey = identity.Certificate.GetRSAPublicKey()!;

        byte[] signature = await token.SignAsync(Bid, cancellationToken: Cancel);
        Assert.True(publicKey.VerifyData(Bid, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

        fake.Signature = right => Damage(right, "one bit");
        await Assert.ThrowsAsync<BioTokenException>(() => token.SignAsync(Bid, cancellationToken: Cancel));
    }

    [Fact]
    public async Task SignAsync_verifies_by_the_key_itself_where_its_certificate_cannot_be_read()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        FakeToken fake = new();
        fake.Add(FakeObject.Certificate("no certificate"u8.ToArray(), [1]));
        fake.Add(FakeObject.PrivateKey(identity.PrivateKey, [1]));
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        byte[] signature = await token.SignAsync(Bid, cancellationToken: Cancel);

        using RSA publicKey = identity.Certificate.GetRSAPublicKey()!;
        Assert.True(publicKey.VerifyData(Bid, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Single(await token.GetUnreadableObjectsAsync(Cancel));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("0000000000", true)]
    [InlineData("0102030405", false)]
    public async Task A_modulus_of_zeros_says_nothing_and_another_one_that_it_is_another_key(string shown, bool belongs)
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        FakeToken fake = new();
        fake.Add(FakeObject.Certificate(identity.Certificate.Der.ToArray(), [1]));
        FakeObject key = FakeObject.PrivateKey(identity.PrivateKey, [1]);
        key.Shown[CKA.MODULUS] = Convert.FromHexString(shown);
        fake.Add(key);
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        Exception? refused = await Record.ExceptionAsync(() => token.SignAsync(Bid, cancellationToken: Cancel));

        Assert.Equal(belongs, Assert.Single(await token.GetIdentitiesAsync(Cancel)).HasPrivateKey);
        Assert.Equal(belongs ? null : BioTokenError.PublicKeyMissing, (refused as BioTokenException)?.Reason);
        Assert.Equal(belongs, refused is null);
    }

    [Fact]
    public async Task SignAsync_with_a_key_that_nothing_can_verify_is_refused_before_the_token_signs()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        FakeToken fake = new();
        fake.Add(FakeObject.PrivateKey(identity.PrivateKey, [1], showsModulus: false));
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        Assert.Equal(
            BioTokenError.PublicKeyMissing,
            (await Assert.ThrowsAsync<BioTokenException>(() => token.SignAsync(Bid, cancellationToken: Cancel))).Reason);

        Assert.DoesNotContain("C_SignInit", fake.Calls, StringComparer.Ordinal);
    }

    private static byte[] Damage(byte[] right, string damage)
    {
        if (damage == "one bit")
            right[^1] ^= 1;
        return damage switch
        {
            "nothing" => [],
            "zeros" => new byte[right.Length],
            "one byte less" => right[1..],
            "one byte more" => [.. right, 0],
            "four bytes" => [1, 2, 3, 4],
            _ => right,
        };
    }
}
