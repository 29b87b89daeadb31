using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Certificates;
using BioToken.Npki.Identities;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Tests.Fakes;
using BioToken.Writing;

namespace BioToken.Tests.Identities;

/// <summary>Objects that are equal, hidden, shared or odd, and very many objects.</summary>
public sealed class EqualObjectTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task One_of_two_equal_certificates_is_erased_and_the_other_stays(int which)
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        FakeToken fake = new();
        fake.Add(FakeObject.Certificate(identity.Certificate.Der.ToArray(), [1]));
        fake.Add(FakeObject.Certificate(identity.Certificate.Der.ToArray(), [1]));
        fake.Add(FakeObject.PrivateKey(identity.PrivateKey, [1]));
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        IReadOnlyList<TokenIdentity> found = await token.GetIdentitiesAsync(Cancel);

        await token.EraseAsync(found[which], cancellationToken: Cancel);

        Assert.Null(await token.Recovery.GetInterruptedWriteAsync(Cancel));
        Assert.Single(await token.GetIdentitiesAsync(Cancel));
    }

    [Fact]
    public async Task One_of_two_equal_certificates_is_replaced_and_the_other_stays()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        using NpkiIdentity next = TestIdentities.New("next", keyManagement: false);
        FakeToken fake = new();
        fake.Add(FakeObject.Certificate(identity.Certificate.Der.ToArray(), [1]));
        fake.Add(FakeObject.Certificate(identity.Certificate.Der.ToArray(), [1]));
        fake.Add(FakeObject.PrivateKey(identity.PrivateKey, [1]));
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        IReadOnlyList<TokenIdentity> found = await token.GetIdentitiesAsync(Cancel);

        Exception? e = await Record.ExceptionAsync(
            () => token.ReplaceAsync(found[0], next, new WriteOptions { AllowTestAuthority = true }, cancellationToken: Cancel));
        TestContext.Current.TestOutputHelper!.WriteLine($"{e?.Message} {(e as CertificateWriteException)?.Contents}");
        if (await token.Recovery.GetInterruptedWriteAsync(Cancel) is { } unfinished)
        {
            ResumePlan plan = await token.Recovery.PlanResumeAsync(unfinished, Cancel);
            TestContext.Current.TestOutputHelper!.WriteLine($"{plan.Outcome} {plan.ErasedCertificates.Count}");
            Exception? e2 = await Record.ExceptionAsync(() => token.Recovery.ResumeAsync(unfinished, cancellationToken: Cancel));
            TestContext.Current.TestOutputHelper!.WriteLine($"{e2?.Message}");
        }

        Assert.Equal(2, fake.Objects.Count(o => o.Class == CKO.CERTIFICATE));
        Assert.Null(e);
    }

    [Fact]
    public async Task A_hidden_key_of_two_certificates_with_other_ids_is_erased_with_neither()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        FakeToken fake = new();
        fake.Add(FakeObject.Certificate(identity.Certificate.Der.ToArray(), [1]));
        fake.Add(FakeObject.Certificate(identity.Certificate.Der.ToArray(), [2], "another of the same key"));
        fake.Add(FakeObject.PrivateKey(identity.PrivateKey, [1], showsModulus: false));
        fake.Add(FakeObject.PublicKey(identity.PrivateKey, [1]));
        fake.Add(FakeObject.PublicKey(identity.PrivateKey, [2]));
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        IReadOnlyList<TokenIdentity> found = await token.GetIdentitiesAsync(Cancel);
        await token.EraseAsync(found.First(i => i.HasPrivateKey), cancellationToken: Cancel);

        Assert.Contains(fake.Objects, o => o.Class == CKO.PRIVATE_KEY);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_key_that_shows_a_nonsense_public_key_is_a_typed_error(int kind)
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        FakeToken fake = new();
        FakeObject key = FakeObject.PrivateKey(identity.PrivateKey, [1]);
        byte[] ones = new byte[256];
        Array.Fill(ones, (byte)0xFE);
        if (kind == 0)
            key.Shown[CKA.MODULUS] = ones;
        if (kind == 1)
            key.Shown[CKA.PUBLIC_EXPONENT] = [2];
        if (kind == 2)
            key.Shown[CKA.PUBLIC_EXPONENT] = [1];
        if (kind == 3)
            key.Shown[CKA.MODULUS] = [.. ones, .. ones, .. ones, .. ones, .. ones, .. ones, .. ones, .. ones];
        if (kind == 4)
        {
            key.Shown[CKA.MODULUS] = [.. ones, .. ones];
            key.Shown[CKA.PUBLIC_EXPONENT] = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
        }

        fake.Add(key);
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        Exception? e = await Record.ExceptionAsync(() => token.SignAsync(new byte[10], cancellationToken: Cancel));
        Assert.True(e is BioTokenException or InvalidOperationException, e?.ToString());
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    [InlineData(0x40000000)]
    public async Task Nonsense_number_of_mechanisms(int count)
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        FakeToken fake = new() { MechanismCount = count };
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        Exception? e = await Record.ExceptionAsync(
            () => token.WriteAsync(identity, new WriteOptions { AllowTestAuthority = true }, cancellationToken: Cancel));
        Assert.True(e is null or BioTokenException, e?.ToString());
    }

    [Theory]
    [InlineData(4000)]
    public async Task Many_certificates_of_one_id(int count)
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        byte[] der = identity.Certificate.Der.ToArray();
        byte[] modulus = identity.PrivateKey.RsaComponents.Modulus.ToArray();
        int at = der.AsSpan().IndexOf(modulus);
        FakeToken fake = new();
        for (int i = 0; i < count; i++)
        {
            byte[] other = [.. der];
            BitConverter.GetBytes(i).CopyTo(other, at + 20);
            fake.Add(FakeObject.Certificate(other, [1], $"c{i}"));
            fake.Add(FakeObject.Of(
                CKO.PUBLIC_KEY, (CKA.ID, [1]), (CKA.MODULUS, other[at..(at + modulus.Length)]), (CKA.PUBLIC_EXPONENT, [1, 0, 1])));
        }

        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        await token.GetUnreadableObjectsAsync(Cancel);
        long before = GC.GetTotalMemory(true);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        IReadOnlyList<TokenIdentity> found = await token.GetIdentitiesAsync(Cancel);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{count}: {found.Count} {watch.ElapsedMilliseconds} ms, {(GC.GetTotalMemory(true) - before) / 1048576} MiB");
        GC.KeepAlive(found);
        // The objects are not compared pairwise: 8 bytes for each of 16 million pairs would be 128 MiB.
        Assert.InRange((GC.GetTotalMemory(true) - before) / 1048576, 0, 60);
    }

    [Fact]
    public void Many_pairs_of_one_holder_are_not_compared_with_each_other()
    {
        const int Count = 1000;
        using NpkiIdentity identity = TestIdentities.New("many");
        (NpkiCertificate sign, NpkiCertificate km) = (identity.Certificate, identity.KeyManagementCertificate!);
        List<TokenKeyPair> pairs = [];
        for (int i = 0; i < Count; i++)
        {
            pairs.Add(PairOf(sign, 10 * i));
            pairs.Add(PairOf(km, (10 * i) + 1));
        }

        pairs.AddRange(Enumerable.Range(Count, Count).Select(i => PairOf(sign, 10 * i)));
        PartnerSearch search = new(pairs);
        int partners = pairs.Count(pair => search.Take(pair) is not null);

        Assert.Equal(Count, partners);
        Assert.InRange(search.Looks, Count, 10 * Count);
    }

    /// <summary>Creates a pair with the same names and validity period, and another serial number.</summary>
    private static TokenKeyPair PairOf(NpkiCertificate certificate, int number)
    {
        byte[] der = certificate.Der.ToArray();
        byte[] serial = Convert.FromHexString(
            certificate.SerialNumber.Length % 2 == 0 ? certificate.SerialNumber : "0" + certificate.SerialNumber);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(der.AsSpan(der.AsSpan().IndexOf(serial) + serial.Length - 4), number);
        TokenObject found = new((nuint)number + 1, CKO.CERTIFICATE, BitConverter.GetBytes(number), [], der, [], [], []);
        return new TokenKeyPair(NpkiCertificate.Parse(der), found, new KeyList(), SharesKeys: false, Strangers: []);
    }
}
