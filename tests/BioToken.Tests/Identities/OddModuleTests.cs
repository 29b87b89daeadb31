using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Npki.Keys;
using BioToken.Pkcs11.Constants;
using BioToken.Signing;
using BioToken.Tests.Contract;
using BioToken.Tests.Fakes;
using BioToken.Tokens;
using BioToken.Writing.Plans;

namespace BioToken.Tests.Identities;

/// <summary>Modules that support less than usual, or report nonsense.</summary>
public sealed class OddModuleTests
{
    private static readonly byte[] Bid = "입찰서"u8.ToArray();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("SHA256", false)]
    [InlineData("SHA1", false)]
    [InlineData("SHA384", false)]
    [InlineData("SHA512", false)]
    [InlineData("SHA256", true)]
    [InlineData("SHA512", true)]
    public async Task A_module_that_hashes_by_itself_is_given_the_data(string digest, bool pss)
    {
        FakeToken fake = new() { Refusing = static type => type is CKM.RSA_PKCS or CKM.RSA_PKCS_PSS ? CKR.MECHANISM_INVALID : null };
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        using NpkiIdentity identity = TestIdentities.New();
        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Cancel);
        SignOptions options = new()
        {
            HashAlgorithm = new HashAlgorithmName(digest),
            Padding = pss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1,
        };
        using RSA key = written.GetRSAPrivateKey()!;

        byte[] signature = await token.SignAsync(Bid, options, cancellationToken: Cancel);

        Assert.True(key.VerifyData(Bid, signature, options.HashAlgorithm, options.Padding));
        Assert.True(key.VerifyData(Bid, key.SignData(Bid, options.HashAlgorithm, options.Padding), options.HashAlgorithm, options.Padding));
        BioTokenException e = Assert.Throws<BioTokenException>(
            () => key.SignHash(SHA256.HashData(Bid), HashAlgorithmName.SHA256, options.Padding));
        Assert.Equal((BioTokenError.KeyUnsupported, CKR.MECHANISM_INVALID), (e.Reason, e.Result));
    }

    [Theory]
    [InlineData(0, 0, null, null)]
    [InlineData(8, 4, null, null)]
    [InlineData(4, 0, null, null)]
    [InlineData(0, 16, null, 16)]
    [InlineData(4, 16, 4, 16)]
    [InlineData(4294967290, 4294967295, null, null)]
    [InlineData(4, 4294967295, 4, null)]
    public async Task Pin_limits_that_are_nonsense_are_not_known_and_refuse_no_pin(long min, long max, int? expectedMin, int? expectedMax)
    {
        FakeToken fake = new() { MinPin = (ulong)min, MaxPin = (ulong)max };
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        Assert.Equal((expectedMin, expectedMax), (token.Info.MinPinLength, token.Info.MaxPinLength));
        Assert.Equal(BioTokenState.Authenticated, token.State);
    }

    [Fact]
    public async Task A_label_in_the_korean_code_page_is_shown_right()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        FakeToken fake = new();
        FakeObject certificate = FakeObject.Certificate(identity.Certificate.Der.ToArray(), [1]);
        certificate.Attributes[CKA.LABEL] = Convert.FromHexString("BDC3C7E8B0C7BCB3");
        fake.Add(certificate);
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        WritePlan plan = await token.PlanEraseAsync(Assert.Single(await token.GetIdentitiesAsync(Cancel)), Cancel);

        Assert.Equal("시험건설", Assert.Single(plan.Objects).Label);
    }

    [Theory]
    [InlineData(CKR.KEY_SIZE_RANGE)]
    [InlineData(CKR.KEY_TYPE_INCONSISTENT)]
    [InlineData(CKR.KEY_FUNCTION_NOT_PERMITTED)]
    [InlineData(CKR.MECHANISM_PARAM_INVALID)]
    public async Task A_key_that_the_module_refuses_is_a_sentence(CKR answer)
    {
        FakeToken fake = new();
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        using NpkiIdentity identity = TestIdentities.New();
        await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Cancel);
        fake.Refusing = _ => answer;

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => token.SignAsync(Bid, cancellationToken: Cancel));

        Assert.Equal((BioTokenError.KeyUnsupported, answer), (e.Reason, e.Result));
    }

    [Fact]
    public async Task An_elliptic_curve_certificate_is_listed_and_its_key_refused_in_a_sentence()
    {
        using ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=EC", ec, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now, now.AddDays(1));
        FakeToken fake = new();
        fake.Add(FakeObject.Certificate(certificate.RawData, [1]));
        fake.Add(FakeObject.Of(
            CKO.PRIVATE_KEY, (CKA.PRIVATE, [1]), (CKA.SIGN, [1]), (CKA.ID, [1]), (CKA.KEY_TYPE, BitConverter.GetBytes((ulong)CKK.EC))));
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        TokenIdentity found = Assert.Single(await token.GetIdentitiesAsync(Cancel));
        BioTokenException named = await Assert.ThrowsAsync<BioTokenException>(
            () => token.SignAsync(Bid, new SignOptions { Identity = found }, cancellationToken: Cancel));
        BioTokenException only = await Assert.ThrowsAsync<BioTokenException>(() => token.SignAsync(Bid, cancellationToken: Cancel));

        Assert.True(found.HasPrivateKey);
        Assert.Null(found.GetRSAPrivateKey());
        Assert.Equal((BioTokenError.KeyUnsupported, BioTokenError.KeyUnsupported), (named.Reason, only.Reason));
        Assert.DoesNotContain("C_SignInit", fake.Calls, StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_key_of_more_than_4096_bits_signs()
    {
        using RSA rsa = RSA.Create(4160);
        CertificateRequest request = new("CN=large", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now, now.AddDays(1));
        FakeToken fake = new();
        fake.Add(FakeObject.Certificate(certificate.RawData, [1]));
        fake.Add(FakeObject.PrivateKey(NpkiPrivateKey.Parse(rsa.ExportPkcs8PrivateKey()), [1]));
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        byte[] signature = await token.SignAsync(Bid, cancellationToken: Cancel);

        Assert.Equal(520, signature.Length);
        Assert.True(rsa.VerifyData(Bid, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }
}
