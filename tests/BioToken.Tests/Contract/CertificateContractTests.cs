using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Objects;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;

namespace BioToken.Tests.Contract;

/// <summary>Write, list, erase, on every backend.</summary>
public sealed class CertificateContractTests
{
    private static readonly byte[] ForeignValue = [0xDE, 0xAD, 0xBE, 0xEF];

    public static TheoryData<string> Every => Backends.With(Capability.None);

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
            List<nuint> handles = inventory.Find(session, keys);
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

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token));

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

        Assert.Equal(CertificateRejection.AlreadyOnToken, e.Rejection);
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
        Assert.Equal(CertificateRejection.Expired, e.Rejection);
        Assert.Empty(await token.GetIdentitiesAsync(Token));

        await token.WriteAsync(identity, ContractToken.Writing with { AllowExpired = true }, cancellationToken: Token);
        Assert.Single(await token.GetIdentitiesAsync(Token));
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
}
