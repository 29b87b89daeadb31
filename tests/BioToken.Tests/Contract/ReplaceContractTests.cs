using System.Security.Cryptography;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Writing;

namespace BioToken.Tests.Contract;

/// <summary>Replace, on every backend.</summary>
public sealed class ReplaceContractTests
{
    private static readonly byte[] ForeignValue = [0xDE, 0xAD, 0xBE, 0xEF];

    public static TheoryData<string> Every => Backends.With(Capability.None);

    public static TheoryData<string> Limited => Backends.With(Capability.MemoryLimit);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Every))]
    public async Task ReplaceAsync_leaves_the_new_identity_and_everything_else_as_it_was(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await fixture.WriteForeignObjectAsync("vendor data", ForeignValue);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity expiring = TestIdentities.New("갱신회사");
        using NpkiIdentity renewed = TestIdentities.New("갱신회사");
        using NpkiIdentity agent = TestIdentities.New("대리인", keyManagement: false);
        await token.WriteAsync(agent, ContractToken.Writing, cancellationToken: Token);
        TokenIdentity old = await token.WriteAsync(expiring, ContractToken.Writing, cancellationToken: Token);
        List<WriteStage> stages = [];

        await token.ReplaceAsync(old, renewed, ContractToken.Writing, progress: new Collector(stages), cancellationToken: Token);

        IReadOnlyList<TokenIdentity> left = await token.GetIdentitiesAsync(Token);
        Assert.Equal(
            new[] { agent.Certificate.SerialNumber, renewed.Certificate.SerialNumber }.Order(StringComparer.Ordinal),
            left.Select(i => i.SerialNumber).Order(StringComparer.Ordinal));
        Assert.Equal(4, left.Single(i => i.SerialNumber == agent.Certificate.SerialNumber).ObjectCount);
        Assert.Equal(7, left.Single(i => i.SerialNumber == renewed.Certificate.SerialNumber).ObjectCount);
        Assert.Equal(ForeignValue, await fixture.ReadForeignObjectAsync("vendor data"));
        Assert.Equal(
            [WriteStage.Checking, WriteStage.Writing, WriteStage.Verifying, WriteStage.Erasing, WriteStage.FinalCheck, WriteStage.Done],
            stages.Distinct());
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task ReplaceAsync_of_a_certificate_by_itself_writes_it_anew(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New();
        TokenIdentity old = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);

        TokenIdentity current = await token.ReplaceAsync(old, identity, ContractToken.Writing, cancellationToken: Token);

        TokenIdentity seen = Assert.Single(await token.GetIdentitiesAsync(Token));
        Assert.Equal(7, seen.ObjectCount);
        using RSA key = current.GetRSAPrivateKey()!;
        byte[] signature = key.SignData(ForeignValue, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Assert.True(key.VerifyData(ForeignValue, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task ReplaceAsync_of_an_identity_that_was_erased_meanwhile_changes_nothing(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity first = TestIdentities.New();
        using NpkiIdentity second = TestIdentities.New();
        TokenIdentity stale = await token.WriteAsync(first, ContractToken.Writing, cancellationToken: Token);
        await token.EraseAsync(stale, cancellationToken: Token);

        CertificateRejectedException e = await Assert.ThrowsAsync<CertificateRejectedException>(
            () => token.ReplaceAsync(stale, second, ContractToken.Writing, cancellationToken: Token));

        Assert.Equal(CertificateRejection.OldIdentityChanged, e.Rejection);
        Assert.Empty(await token.GetIdentitiesAsync(Token));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task ReplaceAsync_canceled_before_the_first_erasure_leaves_the_old_identity(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity expiring = TestIdentities.New();
        using NpkiIdentity renewed = TestIdentities.New();
        TokenIdentity old = await token.WriteAsync(expiring, ContractToken.Writing, cancellationToken: Token);
        string[] before = await fixture.SnapshotAsync();
        using CancellationTokenSource cancellation = new();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => token.ReplaceAsync(
            old,
            renewed,
            ContractToken.Writing,
            progress: new Trigger(WriteStage.Verifying, cancellation.Cancel),
            cancellationToken: cancellation.Token));

        Assert.Equal(before, await fixture.SnapshotAsync());
        Assert.Equal(old.SerialNumber, Assert.Single(await token.GetIdentitiesAsync(Token)).SerialNumber);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task ReplaceAsync_canceled_after_the_first_erasure_goes_through(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity expiring = TestIdentities.New();
        using NpkiIdentity renewed = TestIdentities.New();
        TokenIdentity old = await token.WriteAsync(expiring, ContractToken.Writing, cancellationToken: Token);
        using CancellationTokenSource cancellation = new();

        await token.ReplaceAsync(
            old,
            renewed,
            ContractToken.Writing,
            progress: new Trigger(WriteStage.Erasing, cancellation.Cancel),
            cancellationToken: cancellation.Token);

        Assert.Equal(renewed.Certificate.SerialNumber, Assert.Single(await token.GetIdentitiesAsync(Token)).SerialNumber);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task A_listener_that_fails_before_the_first_erasure_stops_and_after_it_does_not(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity expiring = TestIdentities.New();
        using NpkiIdentity renewed = TestIdentities.New();
        TokenIdentity old = await token.WriteAsync(expiring, ContractToken.Writing, cancellationToken: Token);
        static void Fail() => throw new FormatException("A listener failed.");

        CertificateWriteException e = await Assert.ThrowsAsync<CertificateWriteException>(() => token.ReplaceAsync(
            old, renewed, ContractToken.Writing, progress: new Trigger(WriteStage.Writing, Fail), cancellationToken: Token));
        await token.ReplaceAsync(
            old, renewed, ContractToken.Writing, progress: new Trigger(WriteStage.Erasing, Fail), cancellationToken: Token);

        Assert.Equal(TokenContents.Unchanged, e.Contents);
        TokenIdentity left = Assert.Single(await token.GetIdentitiesAsync(Token));
        Assert.Equal(renewed.Certificate.SerialNumber, left.SerialNumber);
        Assert.Equal(7, left.ObjectCount);
    }

    [Theory]
    [MemberData(nameof(Limited))]
    public async Task ReplaceAsync_without_room_changes_nothing(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend, new ContractSetup { IsSmall = true });
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity expiring = TestIdentities.New();
        using NpkiIdentity renewed = TestIdentities.New();
        TokenIdentity old = await token.WriteAsync(expiring, ContractToken.Writing, cancellationToken: Token);
        string[] before = await fixture.SnapshotAsync();

        BioTokenException e = await Assert.ThrowsAnyAsync<BioTokenException>(
            () => token.ReplaceAsync(old, renewed, ContractToken.Writing, cancellationToken: Token));

        Assert.Equal(BioTokenError.TokenFull, e.Reason);
        Assert.True(e is not CertificateWriteException stopped || stopped.Contents == TokenContents.Unchanged);
        Assert.Equal(before, await fixture.SnapshotAsync());
    }

    private sealed class Collector(List<WriteStage> stages) : IProgress<WriteProgress>
    {
        public void Report(WriteProgress value) => stages.Add(value.Stage);
    }

    private sealed class Trigger(WriteStage stage, Action action) : IProgress<WriteProgress>
    {
        public void Report(WriteProgress value)
        {
            if (value.Stage == stage)
                action();
        }
    }
}
