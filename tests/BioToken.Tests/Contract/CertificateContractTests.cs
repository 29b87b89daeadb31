using System.Security.Cryptography;
using BioToken.Npki;
using BioToken.Pkcs11;

namespace BioToken.Tests.Contract;

/// <summary>Write, replace, erase, on every backend.</summary>
public sealed class CertificateContractTests
{
    private static readonly byte[] ForeignValue = [0xDE, 0xAD, 0xBE, 0xEF];

    public static TheoryData<string> Every => Backends.With(Capability.None);

    public static TheoryData<string> Limited => Backends.With(Capability.MemoryLimit);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Every))]
    public async Task WriteAsync_puts_both_pairs_and_r_on_the_token(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New();

        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);

        TokenIdentity read = Assert.Single(await token.GetIdentitiesAsync(Token));
        foreach (TokenIdentity seen in new[] { written, read })
        {
            Assert.Equal(identity.Certificate.Der.ToArray(), seen.Certificate.Der.ToArray());
            Assert.Equal(identity.KeyManagementCertificate!.Der.ToArray(), seen.KeyManagementCertificate!.Der.ToArray());
            Assert.Equal(identity.Certificate.SubjectKeyIdentifier.ToArray(), seen.KeyId.ToArray());
            Assert.True(seen.HasPrivateKey);
            Assert.True(seen.HasRandomValue);
            Assert.Equal(7, seen.ObjectCount);
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task WriteAsync_of_a_sign_only_identity_without_r_writes_three_objects(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false, randomValue: false);

        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);

        Assert.Null(written.KeyManagementCertificate);
        Assert.False(written.HasRandomValue);
        Assert.Equal(3, written.ObjectCount);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Keys_on_the_token_never_come_off_it(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New();
        await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);

        await fixture.RawAsync((cryptoki, session) =>
        {
            using TokenInventory inventory = new(cryptoki, "test");
            using AttributeTemplate keys = new AttributeTemplate().Add(CKO.PRIVATE_KEY);
            List<nuint> handles = inventory.Find(session, keys, toTheEnd: true);
            Assert.Equal(2, handles.Count);
            foreach (nuint handle in handles)
            {
                using AttributeQuery query = new(
                    (CKA.SENSITIVE, 1), (CKA.EXTRACTABLE, 1), (CKA.PRIVATE, 1), (CKA.PRIVATE_EXPONENT, 512), (CKA.PRIME_1, 256));
                Assert.Equal(CKR.ATTRIBUTE_SENSITIVE, cryptoki.GetAttributeValue(session, handle, query));
                Assert.True(query.GetBoolean(CKA.SENSITIVE));
                Assert.False(query.GetBoolean(CKA.EXTRACTABLE));
                Assert.True(query.GetBoolean(CKA.PRIVATE));
                Assert.False(query.TryGet(CKA.PRIVATE_EXPONENT, out _));
                Assert.False(query.TryGet(CKA.PRIME_1, out _));
            }

            return true;
        });
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task GetIdentitiesAsync_before_login_shows_certificates_without_keys(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        using NpkiIdentity identity = TestIdentities.New();
        await using (IBioToken token = await fixture.OpenAuthenticatedAsync())
            await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);

        await using IBioToken stranger = await fixture.OpenAsync();
        TokenIdentity seen = Assert.Single(await stranger.GetIdentitiesAsync(Token));

        Assert.False(seen.HasPrivateKey);
        Assert.False(seen.HasRandomValue);
        Assert.Null(seen.GetRSAPrivateKey());
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task WriteAsync_without_the_steps_is_misuse(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAsync();
        using NpkiIdentity identity = TestIdentities.New();

        await Assert.ThrowsAsync<InvalidOperationException>(() => token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token));

        Assert.Empty(await token.GetIdentitiesAsync(Token));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task WriteAsync_of_the_same_certificate_twice_is_rejected(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New();
        await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);
        string[] before = await fixture.SnapshotAsync();

        CertificateRejectedException e = await Assert.ThrowsAsync<CertificateRejectedException>(
            () => token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token));

        Assert.Equal(CertificateRejection.AlreadyOnToken, e.Reason);
        Assert.Equal(before, await fixture.SnapshotAsync());
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task WriteAsync_of_an_expired_certificate_needs_the_option(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New(notAfter: TimeProvider.System.GetUtcNow().AddDays(-1));

        CertificateRejectedException e = await Assert.ThrowsAsync<CertificateRejectedException>(
            () => token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token));
        Assert.Equal(CertificateRejection.Expired, e.Reason);
        Assert.Empty(await token.GetIdentitiesAsync(Token));

        await token.WriteAsync(identity, ContractToken.Writing with { AllowExpired = true }, cancellationToken: Token);
        Assert.Single(await token.GetIdentitiesAsync(Token));
    }

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

        Assert.Equal(CertificateRejection.OldIdentityChanged, e.Reason);
        Assert.Empty(await token.GetIdentitiesAsync(Token));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task ReplaceAsync_cancelled_before_the_first_erasure_leaves_the_old_identity(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity expiring = TestIdentities.New();
        using NpkiIdentity renewed = TestIdentities.New();
        TokenIdentity old = await token.WriteAsync(expiring, ContractToken.Writing, cancellationToken: Token);
        string[] before = await fixture.SnapshotAsync();
        using CancellationTokenSource cancellation = new();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => token.ReplaceAsync(
            old, renewed, ContractToken.Writing, progress: new Trigger(WriteStage.Verifying, cancellation.Cancel), cancellationToken: cancellation.Token));

        Assert.Equal(before, await fixture.SnapshotAsync());
        Assert.Equal(old.SerialNumber, Assert.Single(await token.GetIdentitiesAsync(Token)).SerialNumber);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task ReplaceAsync_cancelled_after_the_first_erasure_goes_through(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity expiring = TestIdentities.New();
        using NpkiIdentity renewed = TestIdentities.New();
        TokenIdentity old = await token.WriteAsync(expiring, ContractToken.Writing, cancellationToken: Token);
        using CancellationTokenSource cancellation = new();

        await token.ReplaceAsync(old, renewed, ContractToken.Writing, progress: new Trigger(WriteStage.Erasing, cancellation.Cancel), cancellationToken: cancellation.Token);

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
        await token.ReplaceAsync(old, renewed, ContractToken.Writing, progress: new Trigger(WriteStage.Erasing, Fail), cancellationToken: Token);

        Assert.Equal(TokenContents.Unchanged, e.Contents);
        TokenIdentity left = Assert.Single(await token.GetIdentitiesAsync(Token));
        Assert.Equal(renewed.Certificate.SerialNumber, left.SerialNumber);
        Assert.Equal(7, left.ObjectCount);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task EraseAsync_removes_exactly_the_identity(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await fixture.WriteForeignObjectAsync("vendor data", ForeignValue);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        string[] before = await fixture.SnapshotAsync();
        using NpkiIdentity identity = TestIdentities.New();
        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);

        await token.EraseAsync(written, cancellationToken: Token);

        Assert.Empty(await token.GetIdentitiesAsync(Token));
        Assert.Equal(before, await fixture.SnapshotAsync());
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task An_old_and_a_new_identity_of_one_holder_are_never_mixed_up(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using NpkiIdentity expiring = TestIdentities.New("같은회사", notBefore: now.AddDays(-360), notAfter: now.AddDays(5));
        using NpkiIdentity renewed = TestIdentities.New("같은회사", notBefore: now.AddDays(-1), notAfter: now.AddDays(370));
        await token.WriteAsync(expiring, ContractToken.Writing, cancellationToken: Token);
        await token.WriteAsync(renewed, ContractToken.Writing, cancellationToken: Token);

        IReadOnlyList<TokenIdentity> identities = await token.GetIdentitiesAsync(Token);

        Assert.Equal(2, identities.Count);
        foreach (NpkiIdentity source in new[] { expiring, renewed })
        {
            TokenIdentity seen = identities.Single(i => i.SerialNumber == source.Certificate.SerialNumber);
            Assert.Equal(source.KeyManagementCertificate!.SerialNumber, seen.KeyManagementCertificate!.SerialNumber);
            Assert.Equal(7, seen.ObjectCount);
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task An_identity_of_another_token_is_refused(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        using NpkiIdentity identity = TestIdentities.New();
        TokenIdentity other;
        await using (IBioToken first = await fixture.OpenAuthenticatedAsync())
            other = await first.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => token.EraseAsync(other, cancellationToken: Token));

        Assert.Single(await token.GetIdentitiesAsync(Token));
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

        BioTokenException e = await Assert.ThrowsAnyAsync<BioTokenException>(() => token.ReplaceAsync(old, renewed, ContractToken.Writing, cancellationToken: Token));

        Assert.Equal(BioTokenError.TokenFull, e.Error);
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
