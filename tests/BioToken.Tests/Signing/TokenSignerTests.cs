using BioToken.Errors;
using BioToken.Npki.Identities;
using BioToken.Pkcs11.Constants;
using BioToken.Signing;
using BioToken.Tests.Fakes;

namespace BioToken.Tests.Signing;

public sealed class TokenSignerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CKR.OK)]
    [InlineData(CKR.BUFFER_TOO_SMALL)]
    public async Task A_signature_that_is_longer_than_that_of_any_key_is_a_wrong_one(CKR answer)
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        FakeToken fake = new() { Signature = static _ => new byte[SignOptions.MaxSignatureLength + 1] };
        fake.Add(FakeObject.PrivateKey(identity.PrivateKey, [1]));
        HookedModule module = new(fake) { After = (function, result) => function == "C_Sign" ? answer : result };
        await using BioTokenProvider provider = new(new BioTokenOptions
        {
            IncludeVendorModules = false,
            Modules = { module },
            JournalDirectory = TestJournal.Directory,
        });
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => token.SignAsync(new byte[3], cancellationToken: Cancel));

        Assert.Equal((BioTokenError.SignatureInvalid, CryptokiFunction.Sign, answer), (e.Reason, e.Function, e.Result));
        Assert.Equal(token.Info.Vendor.Id, e.Vendor);
        Assert.Contains("does not verify with the public key", e.Message, StringComparison.Ordinal);
    }
}
