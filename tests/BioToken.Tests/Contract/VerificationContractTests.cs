using System.Security.Cryptography;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Writing;

namespace BioToken.Tests.Contract;

/// <summary>Identities that may be written, and the verification of their keys, on every backend.</summary>
public sealed class VerificationContractTests
{
    private static readonly byte[] Bid = "입찰서"u8.ToArray();

    public static TheoryData<string> Every => Backends.With(Capability.None);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Every))]
    public async Task WriteAsync_verifies_each_private_key_by_what_only_it_can_do_and_reports_it(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New();
        Reports reports = new();

        await token.WriteAsync(identity, ContractToken.Writing, reports, Token);

        Assert.Equal(
            [
                (identity.Certificate.SerialNumber, KeyVerification.Signature),
                (identity.KeyManagementCertificate!.SerialNumber, KeyVerification.Decryption),
            ],
            reports.Verified);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task A_certificate_without_key_usage_is_written_and_signs_and_decrypts(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = OddIdentities.WithUsage(usages: null);
        Reports reports = new();

        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, reports, Token);

        Assert.Equal([(identity.Certificate.SerialNumber, KeyVerification.Signature)], reports.Verified);
        using RSA publicKey = identity.Certificate.GetRSAPublicKey()!;
        byte[] signature = await token.SignAsync(Bid, cancellationToken: Token);
        Assert.True(publicKey.VerifyData(Bid, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        using RSA key = written.GetKeyManagementRSAPrivateKey()!;
        Assert.Equal(Bid, key.Decrypt(publicKey.Encrypt(Bid, RSAEncryptionPadding.Pkcs1), RSAEncryptionPadding.Pkcs1));
    }
}
