using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Signing;

namespace BioToken.Tests.Contract;

/// <summary>Signatures, on every backend.</summary>
public sealed class SigningContractTests
{
    private static readonly byte[] Bid = "입찰서"u8.ToArray();

    public static TheoryData<string> Every => Backends.With(Capability.None);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Every))]
    public async Task SignAsync_with_the_only_key_verifies_with_the_certificate(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New();
        await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);

        byte[] signature = await token.SignAsync(Bid, cancellationToken: Token);

        using RSA publicKey = identity.Certificate.GetRSAPublicKey()!;
        Assert.True(publicKey.VerifyData(Bid, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task SignAsync_with_several_keys_needs_one_to_be_named(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity first = TestIdentities.New();
        using NpkiIdentity second = TestIdentities.New();
        await token.WriteAsync(first, ContractToken.Writing, cancellationToken: Token);
        TokenIdentity named = await token.WriteAsync(second, ContractToken.Writing, cancellationToken: Token);

        Assert.Equal(
            BioTokenError.SeveralSigningKeys,
            (await Assert.ThrowsAsync<BioTokenException>(() => token.SignAsync(Bid, cancellationToken: Token))).Reason);
        byte[] signature = await token.SignAsync(Bid, new SignOptions { Identity = named }, cancellationToken: Token);

        using RSA publicKey = second.Certificate.GetRSAPublicKey()!;
        Assert.True(publicKey.VerifyData(Bid, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task SignAsync_without_any_key_says_what_to_do(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();

        Assert.Equal(
            BioTokenError.NoSigningKey,
            (await Assert.ThrowsAsync<BioTokenException>(() => token.SignAsync(Bid, cancellationToken: Token))).Reason);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task The_rsa_key_signs_with_every_digest_and_both_paddings(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New();
        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);
        using RSA key = written.GetRSAPrivateKey()!;
        using RSA publicKey = identity.Certificate.GetRSAPublicKey()!;

        // RSA_PKCS_PSS of SoftHSM2 and of .NET accepts the digests of the SHA-2 family.
        foreach (HashAlgorithmName digest in new[] { HashAlgorithmName.SHA256, HashAlgorithmName.SHA384, HashAlgorithmName.SHA512 })
        {
            foreach (RSASignaturePadding padding in new[] { RSASignaturePadding.Pkcs1, RSASignaturePadding.Pss })
                Assert.True(publicKey.VerifyData(Bid, key.SignData(Bid, digest, padding), digest, padding));
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task SignedCms_takes_the_key(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New();
        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);
        using RSA key = written.GetRSAPrivateKey()!;
        using X509Certificate2 certificate = written.Certificate.ToX509Certificate();

        SignedCms cms = new(new ContentInfo(Bid));
        cms.ComputeSignature(new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, certificate, key));
        SignedCms read = new();
        read.Decode(cms.Encode());

        read.CheckSignature(verifySignatureOnly: true);
        Assert.Equal(Bid, read.ContentInfo.Content);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task The_rsa_key_gives_its_public_half_and_nothing_else(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New();
        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);
        using RSA key = written.GetRSAPrivateKey()!;
        using RSA publicKey = identity.Certificate.GetRSAPublicKey()!;

        Assert.Equal(publicKey.ExportParameters(false).Modulus, key.ExportParameters(false).Modulus);
        Assert.Equal(2048, key.KeySize);
        Assert.Throws<CryptographicException>(() => key.ExportParameters(includePrivateParameters: true));
    }
}
