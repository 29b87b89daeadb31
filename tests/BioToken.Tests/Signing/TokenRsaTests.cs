using System.Security.Cryptography;
using BioToken.Identities;
using BioToken.Npki.Certificates;
using BioToken.Npki.Identities;
using BioToken.Pkcs11.Constants;
using BioToken.Signing;
using BioToken.Tests.Writing.Steps;

namespace BioToken.Tests.Signing;

public sealed class TokenRsaTests : IDisposable
{
    private const int KeyLength = 256;

    private static readonly byte[] Bid = "입찰서"u8.ToArray();
    private static readonly byte[] Digest = SHA256.HashData(Bid);
    private static readonly RSASignaturePadding Pkcs1 = RSASignaturePadding.Pkcs1;

    /// <summary>Calls without an argument: the member, and the name of the argument.</summary>
    private static readonly Dictionary<string, Action<RSA>> CallsWithoutArgument = new(StringComparer.Ordinal)
    {
        ["SignHash hash"] = static key => key.SignHash(null!, HashAlgorithmName.SHA256, Pkcs1),
        ["SignHash padding"] = static key => key.SignHash(Digest, HashAlgorithmName.SHA256, null!),
        ["SignData data"] = static key => key.SignData(null!, 0, 0, HashAlgorithmName.SHA256, Pkcs1),
        ["SignData padding"] = static key => key.SignData(Bid, 0, Bid.Length, HashAlgorithmName.SHA256, null!),
        ["TrySignData padding"] = static key => key.TrySignData(Bid, [], HashAlgorithmName.SHA256, null!, out _),
        ["Decrypt data"] = static key => key.Decrypt(null!, RSAEncryptionPadding.Pkcs1),
        ["Decrypt padding"] = static key => key.Decrypt([], (RSAEncryptionPadding)null!),
    };

    private readonly NpkiIdentity _identity = TestIdentities.New();
    private readonly SoftwareToken _token;
    private readonly TokenKeyPair _signing;
    private readonly TokenKeyPair _management;

    public TokenRsaTests()
    {
        _token = new SoftwareToken(_identity);
        _signing = PairOf(_identity.Certificate);
        _management = PairOf(_identity.KeyManagementCertificate!);
    }

    public static TheoryData<string> WithoutArgument => [.. CallsWithoutArgument.Keys];

    public void Dispose() => _identity.Dispose();

    [Theory]
    [InlineData(KeyLength - 1, false)]
    [InlineData(KeyLength, true)]
    [InlineData(KeyLength + 1, true)]
    public void TrySignHash_and_TrySignData_need_room_for_the_signature_and_do_not_ask_the_token_without_it(int length, bool isEnough)
    {
        using RSA key = SigningKey();
        byte[] ofHash = new byte[length];
        byte[] ofData = new byte[length];

        bool hasSignedHash = key.TrySignHash(Digest, ofHash, HashAlgorithmName.SHA256, Pkcs1, out int lengthOfHash);
        bool hasSignedData = key.TrySignData(Bid, ofData, HashAlgorithmName.SHA256, Pkcs1, out int lengthOfData);

        int written = isEnough ? KeyLength : 0;
        Assert.Equal((isEnough, written), (hasSignedHash, lengthOfHash));
        Assert.Equal((isEnough, written), (hasSignedData, lengthOfData));
        Assert.Equal(isEnough ? 2 : 0, _token.Results.Count);
        Assert.Equal(isEnough, key.VerifyHash(Digest, ofHash.AsSpan(0, written), HashAlgorithmName.SHA256, Pkcs1));
        Assert.Equal(isEnough, key.VerifyHash(Digest, ofData.AsSpan(0, written), HashAlgorithmName.SHA256, Pkcs1));
    }

    [Theory]
    [MemberData(nameof(WithoutArgument))]
    public void A_missing_argument_is_named(string call)
    {
        using RSA key = call.StartsWith("Decrypt", StringComparison.Ordinal) ? ManagementKey() : SigningKey();

        Assert.Throws<ArgumentNullException>(call.Split(' ')[1], () => CallsWithoutArgument[call](key));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_key_for_decryption_or_of_the_second_pair_does_not_sign(bool isForDecryption)
    {
        TokenKeyPair second = PairOf(_identity.Certificate);
        using RSA key = isForDecryption ? ManagementKey() : KeyOf(new IdentityObjects(_signing, second), second);

        CryptographicException e = Assert.Throws<CryptographicException>(() => key.SignData(Bid, HashAlgorithmName.SHA256, Pkcs1));

        Assert.Contains("decrypts and does not sign", e.Message, StringComparison.Ordinal);
        Assert.Empty(_token.Results);
    }

    [Fact]
    public void A_key_for_signatures_does_not_decrypt_by_its_certificate()
    {
        using RSA key = SigningKey();

        CryptographicException e = Assert.Throws<CryptographicException>(
            () => key.Decrypt(key.Encrypt(Bid, RSAEncryptionPadding.Pkcs1), RSAEncryptionPadding.Pkcs1));

        Assert.Contains("By its certificate this key signs and does not decrypt", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void On_the_modules_thread_the_token_is_not_asked()
    {
        using RSA signing = SigningKey();
        using RSA management = ManagementKey();
        byte[] encrypted = management.Encrypt(Bid, RSAEncryptionPadding.Pkcs1);
        _token.IsOnModuleThread = true;

        Assert.Throws<InvalidOperationException>(() => signing.SignData(Bid, HashAlgorithmName.SHA256, Pkcs1));
        Assert.Throws<InvalidOperationException>(() => management.Decrypt(encrypted, RSAEncryptionPadding.Pkcs1));

        Assert.Empty(_token.Results);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void TryDecrypt_needs_room_for_the_plain_data_and_leaves_no_other_copy_of_them(int more, bool isEnough)
    {
        using RSA key = ManagementKey();
        byte[] room = new byte[Bid.Length + more];

        bool hasDecrypted = key.TryDecrypt(
            key.Encrypt(Bid, RSAEncryptionPadding.Pkcs1), room, RSAEncryptionPadding.Pkcs1, out int written);

        Assert.Equal((isEnough, isEnough ? Bid.Length : 0), (hasDecrypted, written));
        Assert.Equal(isEnough ? Bid : [], room[..written]);
        Assert.Equal(new byte[Bid.Length], Assert.Single(_token.Results));
    }

    [Fact]
    public void What_a_key_on_a_token_cannot_do_is_said()
    {
        using RSA key = ManagementKey();

        NotSupportedException import = Assert.Throws<NotSupportedException>(() => key.ImportParameters(default));
#pragma warning disable SYSLIB0048 // Programs from before .NET 4.6 may call them.
        NotSupportedException encrypt = Assert.Throws<NotSupportedException>(() => key.EncryptValue(Bid));
        NotSupportedException decrypt = Assert.Throws<NotSupportedException>(() => key.DecryptValue(Bid));
#pragma warning restore SYSLIB0048

        Assert.Contains("is written by WriteAsync", import.Message, StringComparison.Ordinal);
        Assert.Contains("The padding - is not supported for encryption", encrypt.Message, StringComparison.Ordinal);
        Assert.Equal(encrypt.Message, decrypt.Message);
    }

    [Fact]
    public void A_disposed_key_has_disposed_its_public_half()
    {
        RSA key = SigningKey();

        key.Dispose();

        Assert.Throws<ObjectDisposedException>(() => key.ExportParameters(includePrivateParameters: false));
    }

    private static TokenKeyPair PairOf(NpkiCertificate certificate) => new(
        certificate, SeenObject.Of(CKO.CERTIFICATE, 1, certificate.Der.ToArray()), new KeyList(), SharesKeys: false, Strangers: []);

    private TokenRsa SigningKey() => KeyOf(new IdentityObjects(_signing, _management), _signing);

    /// <summary>The key of a certificate for key management that is on its token alone.</summary>
    private TokenRsa ManagementKey() => KeyOf(new IdentityObjects(_management, KeyManagement: null), _management);

    private TokenRsa KeyOf(IdentityObjects identity, TokenKeyPair pair)
        => new(_token, identity, pair, pair.Certificate.GetRSAPublicKey()!);
}
