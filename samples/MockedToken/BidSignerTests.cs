using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BioToken;
using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Certificates;
using BioToken.Npki.Identities;
using BioToken.Npki.Keys;
using BioToken.Pkcs11.Constants;
using BioToken.Signing;
using BioToken.Tokens;
using BioToken.Vendors;
using BioToken.Writing;
using Moq;

namespace MockedToken;

/// <summary>Tests of an integrator's class, written as an integrator would: with Moq, and only the packages.</summary>
public sealed class BidSignerTests : IDisposable
{
    private static readonly byte[] Bid = [1, 2, 3];

    private readonly RSA _key = RSA.Create(2048);
    private readonly Pin _pin = Pin.FromText("12345678");
    private readonly IProgress<FingerprintPrompt> _prompt = Mock.Of<IProgress<FingerprintPrompt>>();
    private readonly Mock<IBioToken> _token = new(MockBehavior.Strict);
    private readonly Mock<IBioTokenProvider> _provider = new(MockBehavior.Strict);
    private readonly BioTokenInfo _info = BioTokenModelFactory.BioTokenInfo(
        label: "Bid", serialNumber: "0001", pinState: PinState.CountLow, minPinLength: 8);
    private readonly TokenIdentity _identity;

    public BidSignerTests()
    {
        _identity = BioTokenModelFactory.TokenIdentity(Certify(_key), privateKey: _key, hasRandomValue: true);
        _provider.Setup(p => p.ListAsync(Cancel)).ReturnsAsync([_info]);
        _provider.Setup(p => p.OpenAsync(_info, Cancel)).ReturnsAsync(_token.Object);
        _token.Setup(t => t.Info).Returns(() => _info);
        _token.Setup(t => t.State).Returns(BioTokenState.Open);
        _token.Setup(t => t.Recovery.GetInterruptedWriteAsync(Cancel)).ReturnsAsync((InterruptedWrite?)null);
        _token.Setup(t => t.LoginAsync(_pin, _prompt, Cancel)).Returns(Task.CompletedTask);
        _token.Setup(t => t.MatchFingerprintAsync(_prompt, Cancel)).Returns(Task.CompletedTask);
        _token.Setup(t => t.GetIdentitiesAsync(Cancel)).ReturnsAsync([_identity]);
        _token.Setup(t => t.DisposeAsync()).Returns(ValueTask.CompletedTask);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bid_is_signed_with_the_named_certificate_and_the_token_is_closed()
    {
        _token.Setup(t => t.SignAsync(Bid, It.Is<SignOptions>(o => o.Identity == _identity), _prompt, Cancel)).ReturnsAsync([42]);

        BidResult result = await SignAsync();

        Assert.Equal([42], result.Signature.ToArray());
        _token.Verify(t => t.DisposeAsync(), Times.Once);
    }

    [Fact]
    public async Task Without_a_token_the_holder_is_asked_to_plug_it_in()
    {
        _provider.Setup(p => p.ListAsync(Cancel)).ReturnsAsync([]);

        Assert.Equal("Plug in the token.", (await SignAsync()).Advice);
    }

    [Fact]
    public async Task A_token_that_wants_the_finger_first_is_asked_for_it_first()
    {
        BioTokenInfo fingerFirst = BioTokenModelFactory.BioTokenInfo(
            VendorCatalog.Default.Profiles.First(profile => profile.AuthenticationSteps is [AuthenticationStep.Fingerprint, ..]));
        List<string> steps = [];
        _provider.Setup(p => p.ListAsync(Cancel)).ReturnsAsync([fingerFirst]);
        _provider.Setup(p => p.OpenAsync(fingerFirst, Cancel)).ReturnsAsync(_token.Object);
        _token.Setup(t => t.Info).Returns(fingerFirst);
        _token.Setup(t => t.MatchFingerprintAsync(_prompt, Cancel)).Callback(() => steps.Add("finger")).Returns(Task.CompletedTask);
        _token.Setup(t => t.LoginAsync(_pin, _prompt, Cancel)).Callback(() => steps.Add("PIN")).Returns(Task.CompletedTask);
        _token.Setup(t => t.SignAsync(Bid, It.IsAny<SignOptions>(), _prompt, Cancel)).ReturnsAsync([42]);

        await SignAsync();

        Assert.Equal(["finger", "PIN"], steps);
    }

    [Fact]
    public async Task A_wrong_PIN_leaves_a_number_of_attempts()
    {
        _token.Setup(t => t.LoginAsync(_pin, _prompt, Cancel)).ThrowsAsync(
            new TokenAuthenticationException(AuthenticationFailure.PinIncorrect, 3, "wrong"));

        Assert.Equal("The PIN is wrong. Attempts left: 3.", (await SignAsync()).Advice);
    }

    [Fact]
    public async Task A_locked_PIN_is_reported_before_it_is_asked_for()
    {
        BioTokenInfo locked = BioTokenModelFactory.BioTokenInfo(label: "Bid", serialNumber: "0001", pinState: PinState.Locked);
        _provider.Setup(p => p.ListAsync(Cancel)).ReturnsAsync([locked]);

        Assert.Equal("The PIN is locked. Ask the registration authority to initialize the token.", (await SignAsync()).Advice);
    }

    [Fact]
    public async Task A_removed_token_is_asked_for_again()
    {
        _token.Setup(t => t.SignAsync(Bid, It.IsAny<SignOptions>(), _prompt, Cancel))
            .ThrowsAsync(new BioTokenException(BioTokenError.TokenRemoved, "Plug in the token again.")
            {
                Function = CryptokiFunction.Sign,
                ReturnValue = (ulong)CKR.DEVICE_REMOVED,
            });

        Assert.Equal("Plug in the token again.", (await SignAsync()).Advice);
    }

    [Fact]
    public async Task Any_other_error_is_reported_in_its_own_words()
    {
        _provider.Setup(p => p.ListAsync(Cancel)).ThrowsAsync(
            new BioTokenException(BioTokenError.ModuleNotFound, "Install the driver of the token."));

        Assert.Equal("Install the driver of the token.", (await SignAsync()).Advice);
    }

    [Fact]
    public async Task An_interrupted_renewal_comes_first()
    {
        _token.Setup(t => t.Recovery.GetInterruptedWriteAsync(Cancel)).ReturnsAsync(new InterruptedWrite
        {
            TokenSerialNumber = _info.SerialNumber,
            TokenLabel = _info.Label,
            State = InterruptedWriteState.Gap,
            StartedAt = DateTimeOffset.UnixEpoch,
            NewSerialNumber = "4F3A91C2",
            BackupFolder = "/backup",
            JournalFile = "/journal",
        });

        Assert.Equal("Finish the renewal of 4F3A91C2 first.", (await SignAsync()).Advice);
    }

    [Fact]
    public async Task Each_end_of_a_renewal_has_its_own_text()
    {
        using NpkiIdentity renewed = NpkiIdentity.Create(Certify(_key), NpkiPrivateKey.Create(_key, randomValue: []));
        _token.SetupSequence(t => t.ReplaceAsync(_identity, renewed, null, null, Cancel))
            .ReturnsAsync(_identity)
            .ThrowsAsync(new CertificateRejectedException(CertificateRejection.Expired, "expired"))
            .ThrowsAsync(new CertificateWriteException(WriteStage.Writing, TokenContents.Unchanged, "stopped"))
            .ThrowsAsync(new BioTokenException(BioTokenError.LoginLost, "Log in again."));

        Assert.Equal($"Renewed: {_identity.SerialNumber}", await BidSigner.RenewAsync(_token.Object, _identity, renewed, Cancel));
        Assert.Equal("Rejected: Expired", await BidSigner.RenewAsync(_token.Object, _identity, renewed, Cancel));
        Assert.Equal("Interrupted at Writing: Unchanged", await BidSigner.RenewAsync(_token.Object, _identity, renewed, Cancel));
        Assert.Equal("Log in again.", await BidSigner.RenewAsync(_token.Object, _identity, renewed, Cancel));
    }

    [Fact]
    public void Models_show_what_they_were_made_of()
    {
        using RSA? key = _identity.GetRSAPrivateKey();

        Assert.Equal((PinState.CountLow, 8, "Bid"), (_info.PinState, _info.MinPinLength, _info.Label));
        Assert.Same(_key, key);
        Assert.Null(_identity.GetKeyManagementRSAPrivateKey());
        Assert.True(_identity is { HasPrivateKey: true, HasRandomValue: true, ObjectCount: 3 });
        Assert.Equal(_identity.Certificate.SubjectKeyIdentifier, _identity.KeyId);
    }

    public void Dispose()
    {
        _key.Dispose();
        _pin.Dispose();
    }

    private async Task<BidResult> SignAsync()
        => await new BidSigner(_provider.Object).SignAsync(_identity.SerialNumber, _pin, Bid, _prompt, Cancel);

    private static NpkiCertificate Certify(RSA key)
    {
        CertificateRequest request = new("CN=bidder", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return NpkiCertificate.Parse(certificate.RawData);
    }
}
