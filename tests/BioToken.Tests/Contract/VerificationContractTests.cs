using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BioToken.Npki;

namespace BioToken.Tests.Contract;

/// <summary>What may be written, and how its keys are verified, on every backend.</summary>
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

    [Theory]
    [MemberData(nameof(Every))]
    public async Task A_certificate_that_cannot_sign_is_refused_before_the_login_and_after_it(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        using NpkiIdentity whole = TestIdentities.New();
        using NpkiIdentity encrypting = Alone(OddIdentities.KeyManagement(whole));
        await using IBioToken token = await fixture.OpenAsync();
        CertificateRejectedException planned = await Assert.ThrowsAsync<CertificateRejectedException>(
            () => token.PlanAsync(old: null, encrypting, ContractToken.Writing, Token));
        await ContractToken.AuthenticateAsync(token);
        TokenIdentity old = await token.WriteAsync(whole, ContractToken.Writing, cancellationToken: Token);
        string[] before = await fixture.SnapshotAsync();

        CertificateRejectedException written = await Assert.ThrowsAsync<CertificateRejectedException>(
            () => token.ReplaceAsync(old, encrypting, ContractToken.Writing, cancellationToken: Token));

        Assert.Equal((CertificateRejection.NotForSigning, CertificateRejection.NotForSigning), (planned.Reason, written.Reason));
        Assert.Equal(before, await fixture.SnapshotAsync());
    }

    [Fact]
    public async Task A_pair_that_is_not_one_is_refused()
    {
        await using ContractToken fixture = Backends.Create(VendorCatalog.Generic.Id);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New();
        using NpkiIdentity stranger = TestIdentities.New("대리인");
        using NpkiIdentity other = TestIdentities.New(keyManagement: false);
        const CertificateRejection Role = CertificateRejection.NotForSigning;
        const CertificateRejection Pair = CertificateRejection.KeyManagementMismatch;
        (string Case, CertificateRejection Expected, NpkiIdentity Identity)[] odd =
        [
            ("swapped", Role, OddIdentities.Of(OddIdentities.KeyManagement(identity), OddIdentities.Signing(identity))),
            ("the same twice", Pair, OddIdentities.Of(OddIdentities.Signing(identity), OddIdentities.Signing(identity))),
            ("one of any use twice", Pair, Twice(usages: null)),
            ("another signing one", Pair, OddIdentities.Of(OddIdentities.Signing(identity), OddIdentities.Signing(other))),
            ("a stranger's", Pair, OddIdentities.Of(OddIdentities.Signing(identity), OddIdentities.KeyManagement(stranger))),
            ("for neither", Role, OddIdentities.WithUsage(X509KeyUsageFlags.KeyAgreement)),
        ];

        foreach ((string name, CertificateRejection expected, NpkiIdentity refused) in odd)
        {
            using (refused)
            {
                CertificateRejectedException e = await Assert.ThrowsAsync<CertificateRejectedException>(
                    () => token.WriteAsync(refused, ContractToken.Writing, cancellationToken: Token));
                Assert.Equal((name, expected), (name, e.Reason));
            }
        }

        Assert.Empty(await token.GetIdentitiesAsync(Token));
    }

    private static NpkiIdentity Twice(X509KeyUsageFlags? usages)
    {
        (NpkiCertificate certificate, NpkiPrivateKey key) = OddIdentities.Pair(usages);
        return OddIdentities.Of((certificate, key), (certificate, NpkiPrivateKey.Parse(key.Pkcs8)));
    }

    private static NpkiIdentity Alone((NpkiCertificate Certificate, NpkiPrivateKey Key) pair) => NpkiIdentity.Create(pair.Certificate, pair.Key);
}
