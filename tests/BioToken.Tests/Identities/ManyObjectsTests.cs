using System.Security.Cryptography;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Objects;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Tests.Contract;
using BioToken.Tests.Fakes;
using BioToken.Vendors;
using BioToken.Writing.Plans;

namespace BioToken.Tests.Identities;

/// <summary>A token may hold any number of objects: all are read, or it is refused before anything changes.</summary>
public sealed class ManyObjectsTests
{
    private const int Many = 50_000;

    // Ten times the duration on a slow computer, and a tenth of the duration of a pairwise comparison.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetIdentitiesAsync_finds_a_certificate_behind_fifty_thousand_objects()
    {
        using NpkiIdentity identity = TestIdentities.New();
        FakeToken fake = new();
        AddForeign(fake, Many);
        fake.Add(FakeObject.Certificate(identity.Certificate.Der.ToArray(), [1]));
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        TokenIdentity found = Assert.Single(await token.GetIdentitiesAsync(Cancel));

        Assert.Equal(identity.Certificate.SerialNumber, found.SerialNumber);
    }

    [Fact]
    public async Task ReplaceAsync_among_fifty_thousand_objects_changes_no_other_and_compares_not_each_with_each()
    {
        using NpkiIdentity old = TestIdentities.New();
        using NpkiIdentity renewed = TestIdentities.New();
        FakeToken fake = new();
        AddForeign(fake, Many);
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        TokenIdentity written = await token.WriteAsync(old, ContractToken.Writing, cancellationToken: Cancel).WaitAsync(Limit, Cancel);
        WritePlan plan = await token.PlanReplaceAsync(written, renewed, ContractToken.Writing, Cancel).WaitAsync(Limit, Cancel);

        TokenIdentity replaced = await token
            .ReplaceAsync(
                written, renewed, ContractToken.Writing with { Plan = WritePlan.FromJson(plan.ToJson()) }, cancellationToken: Cancel)
            .WaitAsync(Limit, Cancel);

        Assert.Equal(renewed.Certificate.SerialNumber, replaced.SerialNumber);
        Assert.Equal(Many + replaced.ObjectCount, fake.Objects.Count());
        Assert.Null(await token.Recovery.GetInterruptedWriteAsync(Cancel));
    }

    [Fact]
    public async Task GetIdentitiesAsync_groups_thousands_of_certificates_and_compares_not_each_with_each()
    {
        using NpkiIdentity identity = TestIdentities.New();
        FakeToken fake = new();
        for (int i = 0; i < 10_000; i++)
        {
            fake.Add(FakeObject.Certificate(identity.Certificate.Der.ToArray(), BitConverter.GetBytes(i)));
            fake.Add(FakeObject.Certificate(identity.KeyManagementCertificate!.Der.ToArray(), BitConverter.GetBytes(-i - 1)));
        }

        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        IReadOnlyList<TokenIdentity> identities = await token.GetIdentitiesAsync(Cancel).WaitAsync(Limit, Cancel);

        Assert.Equal(20_000, identities.Sum(i => i.KeyManagementCertificate is null ? 1 : 2));
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(4_000)]
    public void Pair_gives_many_certificates_of_one_id_their_hidden_keys_in_common(int count)
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        List<TokenObject> objects = [.. ManyOfOneId(identity, count)];

        IReadOnlyList<TokenKeyPair> pairs = KeyMatching.Pair(objects, VendorCatalog.Generic.RandomValue);
        KeyOverlap none = new(new HashSet<nuint> { nuint.MaxValue });
        KeyOverlap last = new(new HashSet<nuint> { objects[^1].Handle });

        Assert.Equal(count, pairs.Count);
        Assert.All(pairs, pair => Assert.True(
            pair is { SharesKeys: true, PrivateKey: not null, HasRandomValue: true } && pair.KeyObjects.Count == 3 * count));
        Assert.All(pairs, pair => Assert.False(none.HasKeyOf(pair)));
        Assert.All(pairs, pair => Assert.True(last.HasKeyOf(pair)));
        // Three lists for all of them, each searched once, and not one list for each certificate.
        Assert.Equal(3, pairs.SelectMany(pair => pair.KeyObjects.Parts).ToHashSet(ReferenceEqualityComparer.Instance).Count);
        Assert.Equal(3 * count, none.Looks);
    }

    [Fact]
    public void Pair_allocates_for_four_times_as_many_certificates_and_hidden_keys_about_four_times_as_much()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        AllocatedFor(identity, 10);

        long few = AllocatedFor(identity, 500);
        long many = AllocatedFor(identity, 2_000);

        // It would be sixteen times if each certificate had a list of all keys.
        Assert.InRange((double)many / few, 3, 6);
    }

    [Fact]
    public void Pair_gives_many_certificates_of_one_key_what_is_found_by_the_modulus_in_common()
    {
        const int Count = 1_000;
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        byte[] der = identity.Certificate.Der.ToArray();
        byte[] digest = SHA256.HashData(identity.PrivateKey.RsaComponents.Modulus);
        List<TokenObject> objects = [];
        for (int i = 0; i < Count; i++)
        {
            byte[] id = BitConverter.GetBytes(Count + i);
            objects.Add(Seen(objects.Count, CKO.CERTIFICATE, BitConverter.GetBytes(i), der, []));
            objects.Add(Seen(objects.Count, CKO.PRIVATE_KEY, id, [], digest));
            objects.Add(Seen(objects.Count, CKO.DATA, id, [], []));
        }

        IReadOnlyList<TokenKeyPair> pairs = KeyMatching.Pair(objects, VendorCatalog.Generic.RandomValue);

        Assert.All(pairs, pair => Assert.Equal((true, 2 * Count), (pair.SharesKeys, pair.KeyObjects.Count)));
        Assert.Equal(2, pairs.SelectMany(pair => pair.KeyObjects.Parts).ToHashSet(ReferenceEqualityComparer.Instance).Count);
    }

    [Fact]
    public async Task SignAsync_finds_the_second_key_where_the_module_hands_out_one_at_a_time()
    {
        using NpkiIdentity first = TestIdentities.New();
        using NpkiIdentity second = TestIdentities.New();
        FakeToken fake = new() { Batch = 1 };
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        await token.WriteAsync(first, ContractToken.Writing, cancellationToken: Cancel);
        await token.WriteAsync(second, ContractToken.Writing, cancellationToken: Cancel);

        Assert.Equal(
            BioTokenError.SeveralSigningKeys,
            (await Assert.ThrowsAsync<BioTokenException>(() => token.SignAsync(new byte[1], cancellationToken: Cancel))).Reason);
        Assert.Equal(2, (await token.GetIdentitiesAsync(Cancel)).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_module_that_hands_out_handles_for_ever_is_an_error(bool repeats)
    {
        FakeToken fake = new();
        AddForeign(fake, 1);
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        fake.Finding = handedOut => [.. Enumerable.Range(0, 64).Select(i => (nuint)(repeats ? 1 + i : 1 + handedOut + i))];

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => token.GetIdentitiesAsync(Cancel).WaitAsync(Limit, Cancel));

        Assert.Equal(CryptokiFunction.FindObjects, e.Function);
    }

    [Fact]
    public async Task A_module_that_hands_out_one_handle_twice_counts_it_once()
    {
        FakeToken fake = new();
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        nuint certificate = fake.Add(FakeObject.Certificate(identity.Certificate.Der.ToArray(), [1]));
        nuint key = fake.Add(FakeObject.PublicKey(identity.PrivateKey, [1]));
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        fake.Finding = handedOut => handedOut == 0 ? [certificate, certificate, key] : [];

        TokenIdentity found = Assert.Single(await token.GetIdentitiesAsync(Cancel));

        Assert.Equal(2, found.ObjectCount);
    }

    [Fact]
    public void An_inventory_keeps_no_values_of_objects_that_are_no_certificates()
    {
        FakeToken fake = new();
        AddForeign(fake, 1_000);
        using TokenInventory inventory = new(fake, "test");

        List<TokenObject> objects = inventory.Read(session: 1);

        Assert.Equal(1_000, objects.Count);
        Assert.All(objects, one => Assert.InRange(one.KeptLength, 1, 64));
    }

    [Fact]
    public async Task A_token_with_more_objects_than_a_journal_takes_is_refused_before_anything_changes()
    {
        FakeToken fake = new();
        for (int i = 0; i < 1_000; i++)
            fake.Add(FakeObject.Of(CKO.DATA, (CKA.ID, new byte[40_000]), (CKA.VALUE, BitConverter.GetBytes(i))));
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(
            () => token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Cancel));

        Assert.Equal(BioTokenError.JournalUnusable, e.Reason);
        Assert.DoesNotContain("C_CreateObject", fake.Calls, StringComparer.Ordinal);
        Assert.Null(await token.Recovery.GetInterruptedWriteAsync(Cancel));
    }

    [Fact]
    public async Task A_softhsm_with_more_than_four_thousand_objects_loses_none()
    {
        const int Count = 4_200;
        await using ContractToken fixture = Backends.Create("SoftHSM2");
        await fixture.RawAsync((cryptoki, session) =>
        {
            for (int i = 0; i < Count; i++)
            {
                using AttributeTemplate template = new AttributeTemplate()
                    .Add(CKO.DATA)
                    .Add(CKA.TOKEN, value: true)
                    .Add(CKA.PRIVATE, value: false)
                    .Add(CKA.LABEL, $"object {i}").Add(CKA.VALUE, BitConverter.GetBytes(i));
                Assert.Equal(CKR.OK, cryptoki.CreateObject(session, template, out _));
            }

            return true;
        });
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity old = TestIdentities.New(keyManagement: false);
        using NpkiIdentity renewed = TestIdentities.New(keyManagement: false);

        TokenIdentity written = await token.WriteAsync(old, ContractToken.Writing, cancellationToken: Cancel);
        await token.ReplaceAsync(written, renewed, ContractToken.Writing, cancellationToken: Cancel);

        Assert.Equal(renewed.Certificate.SerialNumber, Assert.Single(await token.GetIdentitiesAsync(Cancel)).SerialNumber);
        Assert.Equal(Count, (await fixture.SnapshotAsync()).Count(line => line.Contains(" object ", StringComparison.Ordinal)));
    }

    private static long AllocatedFor(NpkiIdentity identity, int count)
    {
        List<TokenObject> objects = [.. ManyOfOneId(identity, count)];
        long before = GC.GetAllocatedBytesForCurrentThread();
        IReadOnlyList<TokenKeyPair> pairs = KeyMatching.Pair(objects, VendorCatalog.Generic.RandomValue);
        Assert.Equal(count, pairs.Count(pair => pair is { PrivateKey: not null, HasRandomValue: true }));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>
    /// Creates certificates of different public keys with one CKA_ID, and as many private keys, public keys and R values that do not
    /// identify their certificate.
    /// </summary>
    private static IEnumerable<TokenObject> ManyOfOneId(NpkiIdentity identity, int count)
    {
        byte[] der = identity.Certificate.Der.ToArray();
        int modulus = der.AsSpan().IndexOf(identity.PrivateKey.RsaComponents.Modulus);
        for (int i = 0; i < count; i++)
        {
            byte[] other = [.. der];
            BitConverter.GetBytes(i).CopyTo(other, modulus + 20);
            yield return Seen(4 * i, CKO.CERTIFICATE, [1], other, []);
            yield return Seen((4 * i) + 1, CKO.PRIVATE_KEY, [1], [], []);
            yield return Seen((4 * i) + 2, CKO.PUBLIC_KEY, [1], [], []);
            yield return Seen((4 * i) + 3, CKO.DATA, [1], [], []);
        }
    }

    private static TokenObject Seen(int number, CKO kind, byte[] id, byte[] value, byte[] contentHash)
        => new((nuint)number + 1, kind, id, [], value, [], BitConverter.GetBytes(number), contentHash);

    private static void AddForeign(FakeToken fake, int count)
    {
        for (int i = 0; i < count; i++)
            fake.Add(FakeObject.Of(
                CKO.DATA, (CKA.LABEL, "of another program"u8.ToArray()), (CKA.ID, BitConverter.GetBytes(i)), (CKA.VALUE, new byte[200])));
    }
}
