using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;

namespace BioToken.Tests.Contract;

/// <summary>Decryption with the key-management key, on every backend.</summary>
public sealed class DecryptionContractTests : IDisposable
{
    private static readonly byte[] Bid = "암호화된 입찰서"u8.ToArray();

    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();

    public static TheoryData<string> Every => Backends.With(Capability.None);

    public static TheoryData<string> PerSignature => Backends.With(Capability.FingerPerSignature);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Every))]
    public async Task EnvelopedCms_decrypts_what_OpenSSL_encrypted(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New();
        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);
        using RSA key = written.GetKeyManagementRSAPrivateKey()!;

        Assert.Equal(Bid, Decrypt(key, EncryptByOpenSsl(identity, [])));
        Assert.Equal(Bid, Decrypt(key, EncryptByOpenSsl(identity, ["-keyopt", "rsa_padding_mode:oaep"])));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task EnvelopedCms_decrypts_what_dotnet_encrypted_with_the_public_key(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New();
        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);
        using X509Certificate2 certificate = written.KeyManagementCertificate!.ToX509Certificate();
        EnvelopedCms cms = new(new ContentInfo(Bid));
        cms.Encrypt(new CmsRecipient(certificate));
        using RSA key = written.GetKeyManagementRSAPrivateKey()!;

        Assert.Equal(Bid, Decrypt(key, cms.Encode()));
        Assert.Equal(Bid, key.Decrypt(key.Encrypt(Bid, RSAEncryptionPadding.Pkcs1), RSAEncryptionPadding.Pkcs1));
        Assert.Equal(Bid, key.Decrypt(key.Encrypt(Bid, RSAEncryptionPadding.OaepSHA1), RSAEncryptionPadding.OaepSHA1));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task OAEP_with_a_larger_digest_decrypts_or_says_what_does(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New();
        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);
        using RSA key = written.GetKeyManagementRSAPrivateKey()!;
        byte[] encrypted = key.Encrypt(Bid, RSAEncryptionPadding.OaepSHA256);

        try
        {
            Assert.Equal(Bid, key.Decrypt(encrypted, RSAEncryptionPadding.OaepSHA256));
        }
        catch (CryptographicException e)
        {
            // SoftHSM2 supports it with SHA-1 only.
            Assert.Contains("PKCS #1 v1.5", e.Message, StringComparison.Ordinal);
        }

        // No operation is left active.
        Assert.Equal(Bid, key.Decrypt(key.Encrypt(Bid, RSAEncryptionPadding.Pkcs1), RSAEncryptionPadding.Pkcs1));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Data_for_another_key_are_a_CryptographicException_and_the_next_decryption_works(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New();
        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);
        using RSA key = written.GetKeyManagementRSAPrivateKey()!;
        byte[] encrypted = key.Encrypt(Bid, RSAEncryptionPadding.OaepSHA1);
        byte[] damaged = [.. encrypted[..^1], (byte)(encrypted[^1] ^ 1)];

        // SoftHSM2 returns CKR_GENERAL_ERROR for it, which may mean anything.
        Exception e = Assert.ThrowsAny<Exception>(() => key.Decrypt(damaged, RSAEncryptionPadding.OaepSHA1));
        Assert.True(e is CryptographicException or BioTokenException { ReturnValue: not null }, e.ToString());
        Assert.Throws<CryptographicException>(() => key.Decrypt(encrypted[..^1], RSAEncryptionPadding.OaepSHA1));

        Assert.Equal(Bid, key.Decrypt(encrypted, RSAEncryptionPadding.OaepSHA1));
    }

    [Theory]
    [MemberData(nameof(PerSignature))]
    public async Task A_token_that_asks_for_each_signature_asks_for_each_decryption(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New();
        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);
        using RSA key = written.GetKeyManagementRSAPrivateKey()!;
        byte[] encrypted = key.Encrypt(Bid, RSAEncryptionPadding.Pkcs1);

        fixture.SetScript("wrong");
        TokenAuthenticationException e = Assert.Throws<TokenAuthenticationException>(
            () => key.Decrypt(encrypted, RSAEncryptionPadding.Pkcs1));
        fixture.SetScript("right");
        byte[] decrypted = key.Decrypt(encrypted, RSAEncryptionPadding.Pkcs1);

        Assert.Equal(AuthenticationFailure.FingerprintMismatch, e.Failure);
        Assert.Equal(Bid, decrypted);
    }

    private static byte[] Decrypt(RSA key, byte[] encoded)
    {
        EnvelopedCms cms = new();
        cms.Decode(encoded);
        cms.Decrypt(cms.RecipientInfos[0], key);
        return cms.ContentInfo.Content;
    }

    private byte[] EncryptByOpenSsl(NpkiIdentity identity, string[] padding)
    {
        string certificate = Path.Combine(_folder.Path, "km.der");
        File.WriteAllBytes(certificate, identity.KeyManagementCertificate!.Der.Span);
        return OpenSsl.Run(["cms", "-encrypt", "-binary", "-aes256", "-outform", "DER", "-recip", certificate, .. padding], Bid);
    }
}
