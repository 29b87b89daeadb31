using System.Security.Cryptography;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Pkcs11.Constants;
using BioToken.Signing;
using BioToken.Tests.Contract;
using BioToken.Tests.Fakes;
using BioToken.Writing;

namespace BioToken.Tests.Identities;

/// <summary>
/// Handles change, and drivers reuse them for other objects: the objects of an identity are found again, or nothing happens.
/// </summary>
public sealed class StaleIdentityTests
{
    private static readonly byte[] Bid = "입찰서"u8.ToArray();

    public static TheoryData<string> Every => Backends.With(Capability.None);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Every))]
    public async Task An_identity_from_before_a_logout_still_signs_and_can_be_erased(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New();
        TokenIdentity old = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Cancel);
        await token.LogoutAsync(Cancel);
        await ContractToken.AuthenticateAsync(token);

        byte[] signature = await token.SignAsync(Bid, new SignOptions { Identity = old }, cancellationToken: Cancel);
        await token.EraseAsync(old, cancellationToken: Cancel);

        using RSA publicKey = identity.Certificate.GetRSAPublicKey()!;
        Assert.True(publicKey.VerifyData(Bid, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Empty(await token.GetIdentitiesAsync(Cancel));
        Assert.Empty(await fixture.SnapshotAsync());
    }

    [Fact]
    public async Task Handles_that_others_have_now_are_neither_used_nor_erased()
    {
        FakeToken fake = new() { RenumbersAtLogout = true };
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        using NpkiIdentity first = TestIdentities.New();
        using NpkiIdentity second = TestIdentities.New();
        TokenIdentity old = await token.WriteAsync(first, ContractToken.Writing, cancellationToken: Cancel);
        await token.WriteAsync(second, ContractToken.Writing, cancellationToken: Cancel);
        await token.LogoutAsync(Cancel);
        await FakeToken.LoginAsync(token);

        byte[] signature = await token.SignAsync(Bid, new SignOptions { Identity = old }, cancellationToken: Cancel);
        await token.EraseAsync(old, cancellationToken: Cancel);

        using RSA publicKey = first.Certificate.GetRSAPublicKey()!;
        Assert.True(publicKey.VerifyData(Bid, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        TokenIdentity left = Assert.Single(await token.GetIdentitiesAsync(Cancel));
        Assert.Equal(second.Certificate.SerialNumber, left.SerialNumber);
        Assert.Equal(left.ObjectCount, fake.Objects.Count());
    }

    [Fact]
    public async Task A_module_that_renumbers_at_each_removal_loses_no_other_object()
    {
        FakeToken fake = new() { RenumbersAtRemoval = true };
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        using NpkiIdentity first = TestIdentities.New();
        using NpkiIdentity second = TestIdentities.New();
        TokenIdentity old = await token.WriteAsync(first, ContractToken.Writing, cancellationToken: Cancel);
        await token.WriteAsync(second, ContractToken.Writing, cancellationToken: Cancel);

        await token.EraseAsync(old, cancellationToken: Cancel);

        TokenIdentity left = Assert.Single(await token.GetIdentitiesAsync(Cancel));
        Assert.Equal(second.Certificate.SerialNumber, left.SerialNumber);
        Assert.Equal(7, left.ObjectCount);
        Assert.Equal(7, fake.Objects.Count());
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_write_that_is_rolled_back_where_handles_change_removes_no_other_object(bool atRemoval, bool atCreation)
    {
        FakeToken fake = new();
        FakeObject[] foreign = [.. Enumerable.Range(0, 9).Select(i => FakeObject.Of(CKO.DATA, (CKA.VALUE, [(byte)i])))];
        Array.ForEach(foreign, one => fake.Add(one));
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        using NpkiIdentity identity = TestIdentities.New();
        (fake.RenumbersAtRemoval, fake.RenumbersAtCreation) = (atRemoval, atCreation);
        fake.Signature = static _ => new byte[256];

        CertificateWriteException e = await Assert.ThrowsAsync<CertificateWriteException>(
            () => token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Cancel));

        Assert.Equal(TokenContents.Unchanged, e.Contents);
        Assert.Equal(foreign.ToHashSet(), fake.Objects.ToHashSet());
        Assert.Null(await token.Recovery.GetInterruptedWriteAsync(Cancel));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task An_identity_from_before_the_login_signs_after_it(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        using NpkiIdentity identity = TestIdentities.New();
        await using (IBioToken first = await fixture.OpenAuthenticatedAsync())
            await first.WriteAsync(identity, ContractToken.Writing, cancellationToken: Cancel);
        await using IBioToken token = await fixture.OpenAsync();
        TokenIdentity seen = Assert.Single(await token.GetIdentitiesAsync(Cancel));
        await ContractToken.AuthenticateAsync(token);

        byte[] signature = await token.SignAsync(Bid, new SignOptions { Identity = seen }, cancellationToken: Cancel);

        using RSA publicKey = identity.Certificate.GetRSAPublicKey()!;
        Assert.True(publicKey.VerifyData(Bid, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public async Task SignAsync_with_an_identity_whose_key_is_gone_says_to_read_the_identities_again()
    {
        FakeToken fake = new();
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        using NpkiIdentity identity = TestIdentities.New();
        TokenIdentity old = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Cancel);
        await token.EraseAsync(old, cancellationToken: Cancel);

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(
            () => token.SignAsync(Bid, new SignOptions { Identity = old }, cancellationToken: Cancel));

        Assert.Equal(BioTokenError.IdentityOutdated, e.Reason);
        Assert.Contains("GetIdentitiesAsync", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "C_SignInit", fake.Calls.AsEnumerable().Reverse().TakeWhile(call => call != "C_DestroyObject"), StringComparer.Ordinal);
    }
}
