using System.Numerics;
using System.Security.Cryptography;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Pkcs11.Constants;
using BioToken.Sessions;
using BioToken.Signing;
using BioToken.Tests.Fakes;
using BioToken.Tests.Support;

namespace BioToken.Tests.Signing;

public sealed class SigningKeySearchTests : IDisposable
{
    private static readonly byte[] Bid = "입찰서"u8.ToArray();

    // Numbers that share no factor with it pass for a modulus.
    private static readonly BigInteger SmallNumbers = Enumerable.Range(1, 500).Aggregate(BigInteger.One, (all, i) => all * ((2 * i) + 1));

    private readonly FakeToken _token = new();
    private readonly NpkiIdentity _identity = TestIdentities.New(keyManagement: false);
    private readonly NpkiIdentity _other = TestIdentities.New("other", keyManagement: false);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _identity.Dispose();
        _other.Dispose();
        _token.Dispose();
    }

    [Theory]
    [InlineData(64, 3, 512)]
    [InlineData(2048, 3, 16384)]
    [InlineData(256, 8, 2048)]
    [InlineData(63, 3, null)]
    [InlineData(2049, 3, null)]
    [InlineData(256, 9, null)]
    [InlineData(256, 0, null)]
    public async Task FindOnly_takes_the_public_key_from_the_key_itself_if_dotnet_accepts_its_size(int modulus, int exponent, int? bits)
    {
        _token.Add(FakeObject.Of(
            CKO.PRIVATE_KEY,
            (CKA.SIGN, [1]),
            (CKA.KEY_TYPE, BitConverter.GetBytes((ulong)CKK.RSA)),
            (CKA.MODULUS, Modulus(modulus)),
            (CKA.PUBLIC_EXPONENT, Exponent(exponent))));
        await using ConnectionBench bench = new(_token);
        TokenSession session = await bench.OpenAsync();
        int? found = null;

        Exception? refused = await Record.ExceptionAsync(() => bench.RunAsync(() =>
        {
            using SigningKey key = new SigningKeySearch(session).FindOnly();
            found = key.PublicKey.KeySize;
        }));

        Assert.Equal(bits, found);
        Assert.Equal(bits is null ? BioTokenError.PublicKeyMissing : null, (refused as BioTokenException)?.Reason);
    }

    [Fact]
    public async Task A_key_that_shows_nothing_is_verified_by_the_public_key_object_of_its_id_and_by_no_other_object()
    {
        _token.Add(FakeObject.PublicKey(_other.PrivateKey, [2]));
        _token.Add(KeyThatOnlyDecrypts([2]));
        _token.Add(KeyThatOnlyDecrypts([1]));
        _token.Add(FakeObject.PrivateKey(_identity.PrivateKey, [1], showsModulus: false));
        _token.Add(FakeObject.PublicKey(_identity.PrivateKey, [1]));
        await using BioTokenProvider provider = _token.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        byte[] signature = await token.SignAsync(Bid, cancellationToken: Cancel);

        Assert.True(IsSigned(signature));
    }

    [Fact]
    public async Task A_public_key_object_that_cannot_be_read_is_a_failure_of_the_module()
    {
        FakeObject unreadable = FakeObject.PublicKey(_identity.PrivateKey, [1]);
        unreadable.Failing = static type => type == CKA.PUBLIC_EXPONENT ? CKR.FUNCTION_FAILED : null;
        _token.Add(unreadable);
        _token.Add(FakeObject.PrivateKey(_identity.PrivateKey, [1], showsModulus: false));
        await using BioTokenProvider provider = _token.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => token.SignAsync(Bid, cancellationToken: Cancel));

        Assert.Equal((CryptokiFunction.GetAttributeValue, CKR.FUNCTION_FAILED), (e.Function, e.Result));
    }

    [Fact]
    public async Task A_key_that_moved_signs_even_if_its_certificate_was_erased_meanwhile()
    {
        FakeObject certificate = FakeObject.Certificate(_identity.Certificate.Der.ToArray(), [1]);
        FakeObject data = FakeObject.Of(CKO.DATA);
        FakeObject key = FakeObject.PrivateKey(_identity.PrivateKey, [1]);
        Array.ForEach([certificate, data, key], one => _token.Add(one));
        await using BioTokenProvider provider = _token.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        TokenIdentity known = Assert.Single(await token.GetIdentitiesAsync(Cancel));
        _token.Swap(key, data);
        _token.Remove(certificate);

        byte[] signature = await token.SignAsync(Bid, new SignOptions { Identity = known }, cancellationToken: Cancel);

        Assert.True(IsSigned(signature));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_key_that_became_visible_signs_for_each_of_two_equal_certificates_that_moved(int which)
    {
        _token.Add(FakeObject.Of(CKO.DATA));
        _token.Add(FakeObject.Certificate(_identity.Certificate.Der.ToArray(), [1]));
        _token.Add(FakeObject.Certificate(_identity.Certificate.Der.ToArray(), [1]));
        _token.Add(FakeObject.PrivateKey(_identity.PrivateKey, [1]));
        await using BioTokenProvider provider = _token.MakeProvider();
        await using IBioToken token = await provider.OpenAsync(Assert.Single(await provider.ListAsync(Cancel)), Cancel);
        TokenIdentity seen = (await token.GetIdentitiesAsync(Cancel))[which];
        await FakeToken.LoginAsync(token);
        _token.Renumber();

        byte[] signature = await token.SignAsync(Bid, new SignOptions { Identity = seen }, cancellationToken: Cancel);

        Assert.False(seen.HasPrivateKey);
        Assert.True(IsSigned(signature));
    }

    [Theory]
    [InlineData(false, true, BioTokenError.NoSigningKey, "No signing key is visible")]
    [InlineData(false, false, BioTokenError.IdentityOutdated, "GetIdentitiesAsync")]
    [InlineData(true, true, BioTokenError.IdentityOutdated, "GetIdentitiesAsync")]
    [InlineData(true, false, BioTokenError.IdentityOutdated, "GetIdentitiesAsync")]
    public async Task An_identity_without_a_key_has_none_to_sign_with_or_is_outdated(
        bool hadKey, bool hasCertificate, BioTokenError expected, string text)
    {
        FakeObject certificate = FakeObject.Certificate(_identity.Certificate.Der.ToArray(), [1]);
        FakeObject key = FakeObject.PrivateKey(_identity.PrivateKey, [1]);
        _token.Add(certificate);
        if (hadKey)
            _token.Add(key);
        await using BioTokenProvider provider = _token.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        TokenIdentity known = Assert.Single(await token.GetIdentitiesAsync(Cancel));
        if (hadKey)
            _token.Remove(key);
        if (!hasCertificate)
            _token.Remove(certificate);

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(
            () => token.SignAsync(Bid, new SignOptions { Identity = known }, cancellationToken: Cancel));

        Assert.Equal(expected, e.Reason);
        Assert.Contains(text, e.Message, StringComparison.Ordinal);
    }

    private static byte[] Modulus(int length)
    {
        BigInteger number = (BigInteger.One << ((8 * length) - 1)) + 1;
        while (!BigInteger.GreatestCommonDivisor(number, SmallNumbers).IsOne)
            number += 2;
        return number.ToByteArray(isUnsigned: true, isBigEndian: true);
    }

    private static byte[] Exponent(int length) => length == 0 ? [] : [1, .. new byte[length - 2], 1];

    private FakeObject KeyThatOnlyDecrypts(byte[] id)
    {
        FakeObject key = FakeObject.PrivateKey(_other.PrivateKey, id);
        key.Attributes.Remove(CKA.SIGN);
        return key;
    }

    private bool IsSigned(byte[] signature)
    {
        using RSA publicKey = _identity.Certificate.GetRSAPublicKey()!;
        return publicKey.VerifyData(Bid, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
