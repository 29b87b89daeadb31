using System.Security.Cryptography;
using BioToken.Npki;
using BioToken.Pkcs11;
using BioToken.Simulator;
using BioToken.Tests.Contract;
using BioToken.Tests.Fakes;
using BioToken.Tests.Support;
using BioToken.Tests.Writing.Resuming;

namespace BioToken.Tests.Breaking;

public sealed class BreakTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // 1: two equal certificate objects; one is erased
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

        Assert.Null(await token.GetUnfinishedAsync(Cancel));
        Assert.Single(await token.GetIdentitiesAsync(Cancel));
    }

    // 2: stale UnfinishedWrite
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_unfinished_write_that_is_over_settles_no_other(bool abandons)
    {
        await using JournalBench bench = new();
        bench.AddToken();
        using NpkiIdentity first = TestIdentities.New("first");
        using NpkiIdentity second = TestIdentities.New("second");
        using NpkiIdentity third = TestIdentities.New("third", keyManagement: false);
        await using IBioToken token = await bench.OpenAsync();
        await token.WriteAsync(third, cancellationToken: Cancel);
        bench.CutJournal(records: 0);
        UnfinishedWrite stale = (await token.GetUnfinishedAsync(Cancel))!;
        // It is resumed, and a replacement is interrupted later, whose old identity was written again.
        IBioToken other = token;
        await other.ResumeAsync(stale, cancellationToken: Cancel);
        await other.ReplaceAsync(await other.WriteAsync(first, cancellationToken: Cancel), second, cancellationToken: Cancel);
        byte[] journal = await File.ReadAllBytesAsync(bench.JournalFile, Cancel);
        await other.WriteAsync(first, cancellationToken: Cancel);
        await File.WriteAllBytesAsync(bench.JournalFile, journal, Cancel);
        bench.CutJournal(records: 1);

        Exception? e = await Record.ExceptionAsync(async () =>
        {
            if (abandons)
                await token.AbandonAsync(stale, Cancel);
            else
                await token.ResumeAsync(stale, cancellationToken: Cancel);
        });

        Assert.Equal(3, (await token.GetIdentitiesAsync(Cancel)).Count);
        Assert.NotNull(await token.GetUnfinishedAsync(Cancel));
        Assert.IsType<BioTokenException>(e);
    }

    [Fact]
    public async Task The_outcome_of_a_write_is_not_that_of_a_later_one()
    {
        await using JournalBench bench = new();
        bench.AddToken();
        using NpkiIdentity first = TestIdentities.New("first");
        using NpkiIdentity second = TestIdentities.New("second");
        await using IBioToken token = await bench.OpenAsync();
        await token.WriteAsync(first, cancellationToken: Cancel);
        bench.CutJournal(records: 0);
        UnfinishedWrite stale = (await token.GetUnfinishedAsync(Cancel))!;
        await token.ResumeAsync(stale, cancellationToken: Cancel);
        bench.Module.Signature = s => s[^1] ^= 1;
        await Assert.ThrowsAsync<CertificateWriteException>(() => token.WriteAsync(second, cancellationToken: Cancel));

        // RolledBack, "the token holds what it held before, and nothing of the new identity", would be untrue: the first identity is there.
        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => token.ResumeAsync(stale, cancellationToken: Cancel));

        Assert.Equal(BioTokenError.TokenChanged, e.Error);
    }

    // 3: plan while something is unfinished
    [Fact]
    public async Task A_plan_made_while_something_is_unfinished_can_be_carried_out()
    {
        await using JournalBench bench = new();
        bench.AddToken();
        using NpkiIdentity first = TestIdentities.New("first");
        using NpkiIdentity second = TestIdentities.New("second", keyManagement: false);
        await using IBioToken token = await bench.OpenAsync();
        // Rolling back leaves part of it.
        bench.Module.Signature = signature => signature[^1] ^= 1;
        int destroyed = 0;
        bench.Module.Destroy = _ => destroyed++ >= 3 ? CKR.DEVICE_ERROR : null;
        await Assert.ThrowsAsync<CertificateWriteException>(() => token.WriteAsync(first, cancellationToken: Cancel));
        bench.Module.Signature = _ => { };
        bench.Module.Destroy = _ => null;
        WritePlan plan = await token.PlanAsync(null, second, cancellationToken: Cancel);
        Assert.NotEmpty(plan.SettledFirst);

        await token.WriteAsync(second, new WriteOptions { Plan = plan }, cancellationToken: Cancel);

        Assert.Single(await token.GetIdentitiesAsync(Cancel));
    }

    // 4: final try
    [Fact]
    public async Task The_last_try_is_not_used_on_flags_that_another_token_object_has_changed()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        IReadOnlyList<BioTokenInfo> listed = await provider.ListAsync(Cancel);
        await using IBioToken one = await provider.OpenAsync(listed[0], Cancel);
        await using IBioToken two = await provider.OpenAsync(listed[0], Cancel);
        int tries = 0;
        while (one.Info.PinState != PinState.FinalTry && tries++ < 20)
            await Assert.ThrowsAsync<TokenAuthenticationException>(() => ContractToken.LoginAsync(one, ContractToken.WrongPin));

        TokenAuthenticationException e = await Assert.ThrowsAsync<TokenAuthenticationException>(() => ContractToken.LoginAsync(two, ContractToken.WrongPin));

        Assert.Equal(AuthenticationFailure.PinFinalTry, e.Failure);
    }

    // 5: journal directory that ends with a separator
    [Theory]
    [InlineData("/")]
    [InlineData("//")]
    [InlineData("/.")]
    public async Task A_journal_directory_that_ends_with_a_separator_resumes(string end)
    {
        using TemporaryFolder folder = TemporaryFolder.InMemory();
        using TokenSimulator simulator = TokenSimulator.InMemory();
        simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic", Label = "Bench", Pin = "83746502" });
        using NpkiIdentity first = TestIdentities.New("first");
        AlteredModule module = new(new SimulatedTokenModule(simulator));
        await using BioTokenProvider provider = new(new BioTokenOptions { FindVendorModules = false, Modules = { module }, JournalDirectory = folder.Path + end });
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        module.Signature = signature => signature[^1] ^= 1;
        module.Destroy = _ => CKR.DEVICE_ERROR;
        await Assert.ThrowsAsync<CertificateWriteException>(() => token.WriteAsync(first, cancellationToken: Cancel));
        module.Destroy = _ => null;
        module.Signature = _ => { };

        UnfinishedWrite unfinished = (await token.GetUnfinishedAsync(Cancel))!;
        Assert.Equal(ResumeOutcome.Completed, await token.ResumeAsync(unfinished, cancellationToken: Cancel));
    }

    // 6: Unchanged while something changed
    [Fact]
    public async Task Unchanged_is_not_said_of_a_token_that_lost_an_object_of_others()
    {
        await using JournalBench bench = new();
        bench.AddToken();
        using NpkiIdentity first = TestIdentities.New("first");
        using NpkiIdentity second = TestIdentities.New("second", keyManagement: false);
        await using IBioToken token = await bench.OpenAsync();
        TokenIdentity old = await token.WriteAsync(first, cancellationToken: Cancel);
        TokenIdentity other = await token.WriteAsync(second, cancellationToken: Cancel);
        // The module erases another object than it was told to, and answers an error.
        bench.Module.Destroy = _ => CKR.DEVICE_ERROR;
        nuint foreign = other.Main.CertificateObject.Handle;
        bool isDone = false;
        bench.Module.Destroy = handle =>
        {
            if (isDone)
                return CKR.DEVICE_ERROR;
            isDone = true;
            bench.Module.Handle = h => h == handle ? foreign : h;
            return null;
        };

        CertificateWriteException e = await Assert.ThrowsAsync<CertificateWriteException>(() => token.EraseAsync(old, cancellationToken: Cancel));
        bench.Module.Handle = h => h;
        Assert.Single(await token.GetIdentitiesAsync(Cancel));
        Assert.NotEqual(TokenContents.Unchanged, e.Contents);
    }

    // 7: a listener that fails after the login
    [Fact]
    public async Task A_listener_that_fails_does_not_hide_a_login()
    {
        using HookedToken fixture = new("bio-hsm");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        Exception? e = null;
        foreach (AuthenticationStep step in token.Info.AuthenticationSteps)
        {
            Failing listener = new(FingerprintPromptKind.Matched);
            e ??= await Record.ExceptionAsync(async () =>
            {
                if (step == AuthenticationStep.Pin)
                {
                    using Pin pin = Pin.FromText(ContractToken.Pin);
                    await token.LoginAsync(pin, listener, Cancel);
                }
                else
                    await token.MatchFingerprintAsync(listener, Cancel);
            });
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{token.Info.FingerprintMethod} {e}");
        if (token.State != BioTokenState.Authenticated)
            await ContractToken.AuthenticateAsync(token);
        Assert.Equal(BioTokenState.Authenticated, token.State);
    }

    private sealed class Failing(FingerprintPromptKind kind) : IProgress<FingerprintPrompt>
    {
        public void Report(FingerprintPrompt value)
        {
            if (value.Kind == kind)
                throw new InvalidOperationException("listener");
        }
    }

    // 8: module stopped; the first call is one that looks for twins
    [Theory]
    [InlineData("erase")]
    [InlineData("write")]
    [InlineData("plan")]
    [InlineData("resume")]
    public async Task A_write_to_a_finalized_module_says_so(string what)
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        TokenIdentity identity = await HookedToken.WriteIdentityAsync(token);
        using NpkiIdentity more = TestIdentities.New("more");
        fixture.Module.FinalizeByOthers();

        BioTokenException e = await Assert.ThrowsAnyAsync<BioTokenException>(() => what switch
        {
            "erase" => token.EraseAsync(identity, cancellationToken: Cancel),
            "write" => token.WriteAsync(more, ContractToken.Writing, cancellationToken: Cancel),
            "plan" => token.PlanAsync(identity, null, cancellationToken: Cancel),
            _ => token.GetIdentitiesAsync(Cancel),
        });

        Assert.Equal(BioTokenError.ModuleStopped, e.Error);
    }

    // 9: a hidden key that another certificate of the same public key needs
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

    // 10: nonsense public keys
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

    // 12: the PIN's copy
    [Fact]
    public async Task What_is_cancelled_before_its_turn_is_disposed_at_once()
    {
        using ModuleThread thread = new("x");
        using ManualResetEventSlim hang = new();
        Task<bool> hung = thread.RunAsync(() => { hang.Wait(Cancel); return true; }, Cancel);
        using CancellationTokenSource cancel = new();
        Flag flag = new();
        Task<bool> queued = thread.RunAsync(() => true, () => { }, flag, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued);
        bool wasDisposed = flag.IsDisposed;
        hang.Set();
        await hung;
        Assert.True(wasDisposed);
    }

    private sealed class Flag : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
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

        Exception? e = await Record.ExceptionAsync(() => token.ReplaceAsync(found[0], next, new WriteOptions { AllowTestAuthority = true }, cancellationToken: Cancel));
        TestContext.Current.TestOutputHelper!.WriteLine($"{e?.Message} {(e as CertificateWriteException)?.Contents}");
        if (await token.GetUnfinishedAsync(Cancel) is { } unfinished)
        {
            ResumePlan plan = await token.PlanResumeAsync(unfinished, Cancel);
            TestContext.Current.TestOutputHelper!.WriteLine($"{plan.Outcome} {plan.ErasedCertificates.Count}");
            Exception? e2 = await Record.ExceptionAsync(() => token.ResumeAsync(unfinished, cancellationToken: Cancel));
            TestContext.Current.TestOutputHelper!.WriteLine($"{e2?.Message}");
        }

        Assert.Equal(2, fake.Objects.Count(o => o.Class == CKO.CERTIFICATE));
        Assert.Null(e);
    }

    [Fact]
    public void Contents_of_a_stopped_erasure_are_not_unchanged_where_another_object_is_gone()
    {
        TokenObject[] objects = [.. new[] { CKO.CERTIFICATE, CKO.DATA }.Select((kind, i) => new TokenObject((nuint)i + 1, kind, [1], [], [], [], [(byte)i, 1], []))];
        WriteIntent intent = new()
        {
            TokenSerialNumber = "0000", TokenLabel = "", StartedAt = DateTimeOffset.UnixEpoch, Mode = WriteMode.WriteNewFirst,
            Before = [.. objects.Select(JournaledObject.Of)], Old = [0],
        };
        Assert.NotEqual(TokenContents.Unchanged, IntendedWrite.Find(intent, objects[..1]).Describe(intent));
    }

    [Theory]
    [InlineData("sign")]
    [InlineData("unfinished")]
    [InlineData("write")]
    public async Task A_twin_that_is_pulled_out_does_not_take_this_token_for_removed(string what)
    {
        using TokenSimulator simulator = TokenSimulator.InMemory();
        simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic", Label = "A", Pin = "83746502" });
        simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic", Label = "B", Pin = "83746502" });
        AlteredModule altered = new(new SimulatedTokenModule(simulator)) { TokenInfo = (_, info) => info with { SerialNumber = "0000", Label = "Cheap" } };
        HookedModule module = new(altered);
        using TemporaryFolder folder = TemporaryFolder.InMemory();
        using NpkiIdentity one = TestIdentities.New("one", keyManagement: false);
        using NpkiIdentity two = TestIdentities.New("two", keyManagement: false);
        await using BioTokenProvider provider = new(new BioTokenOptions { FindVendorModules = false, Modules = { module }, JournalDirectory = folder.Path });
        IReadOnlyList<BioTokenInfo> listed = await provider.ListAsync(Cancel);
        await using IBioToken token = await provider.OpenAsync(listed[0], Cancel);
        await FakeToken.LoginAsync(token);
        // The other one holds something, so that they can be told apart.
        await using (IBioToken twin = await provider.OpenAsync(listed[1], Cancel))
        {
            IProgress<WriteProgress>? none = null;
            _ = none;
        }

        module.Before = f => f == "C_OpenSession" ? CKR.TOKEN_NOT_PRESENT : null;
        Exception? e = await Record.ExceptionAsync(() => what switch
        {
            "sign" => token.SignAsync(new byte[3], cancellationToken: Cancel),
            "unfinished" => token.GetUnfinishedAsync(Cancel),
            _ => token.WriteAsync(one, cancellationToken: Cancel),
        });
        TestContext.Current.TestOutputHelper!.WriteLine($"{e?.GetType().Name} {e?.Message}");
        Assert.Equal(BioTokenState.Authenticated, token.State);
        await token.GetIdentitiesAsync(Cancel);
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

        Exception? e = await Record.ExceptionAsync(() => token.WriteAsync(identity, new WriteOptions { AllowTestAuthority = true }, cancellationToken: Cancel));
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
            fake.Add(FakeObject.Of(CKO.PUBLIC_KEY, (CKA.ID, [1]), (CKA.MODULUS, other[at..(at + modulus.Length)]), (CKA.PUBLIC_EXPONENT, [1, 0, 1])));
        }

        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        await token.GetUnreadableObjectsAsync(Cancel);
        long before = GC.GetTotalMemory(true);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        IReadOnlyList<TokenIdentity> found = await token.GetIdentitiesAsync(Cancel);
        TestContext.Current.TestOutputHelper!.WriteLine($"{count}: {found.Count} {watch.ElapsedMilliseconds} ms, {(GC.GetTotalMemory(true) - before) / 1048576} MiB");
        GC.KeepAlive(found);
        // Each is not compared with each: 8 bytes for each of 16 million pairs would be 128 MiB.
        Assert.InRange((GC.GetTotalMemory(true) - before) / 1048576, 0, 60);
    }

    [Theory]
    [InlineData(16000)]
    public async Task Many_pairs_of_one_holder(int count)
    {
        using NpkiIdentity identity = TestIdentities.New("many");
        FakeToken fake = new();
        byte[] sign = identity.Certificate.Der.ToArray(), km = identity.KeyManagementCertificate!.Der.ToArray();
        byte[] Make(byte[] der, NpkiCertificate c, int number)
        {
            byte[] made = [.. der];
            byte[] serial = Convert.FromHexString(c.SerialNumber.Length % 2 == 0 ? c.SerialNumber : "0" + c.SerialNumber);
            int at = made.AsSpan().IndexOf(serial);
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(made.AsSpan(at + serial.Length - 4), number);
            return made;
        }

        for (int i = 0; i < count; i++)
        {
            fake.Add(FakeObject.Certificate(Make(sign, identity.Certificate, 10 * i), BitConverter.GetBytes(i), $"s{i}"));
            fake.Add(FakeObject.Certificate(Make(km, identity.KeyManagementCertificate!, (10 * i) + 1), BitConverter.GetBytes(-i - 1), $"k{i}"));
        }

        for (int i = count; i < 2 * count; i++)
            fake.Add(FakeObject.Certificate(Make(sign, identity.Certificate, 10 * i), BitConverter.GetBytes(i), $"s{i}"));
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        await token.GetUnreadableObjectsAsync(Cancel);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        IReadOnlyList<TokenIdentity> found = await token.GetIdentitiesAsync(Cancel);
        TestContext.Current.TestOutputHelper!.WriteLine($"{count}: {found.Count} {found.Count(f => f.KeyManagementCertificate != null)} {watch.ElapsedMilliseconds} ms");
        Assert.InRange(watch.ElapsedMilliseconds, 0, 10_000);
    }

    [Fact]
    public async Task Unchanged_is_not_said_where_an_object_was_left()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        FakeToken fake = new() { Creating = made => { made.Attributes.Remove(CKA.ID); return CKR.DEVICE_ERROR; } };
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        CertificateWriteException e = await Assert.ThrowsAsync<CertificateWriteException>(
            () => token.WriteAsync(identity, new WriteOptions { AllowTestAuthority = true }, cancellationToken: Cancel));

        Assert.Single(fake.Objects);
        Assert.NotEqual(TokenContents.Unchanged, e.Contents);
    }

    // A listener that calls back.
    [Fact]
    public async Task A_listener_that_signs_on_the_modules_thread_is_an_error_and_no_deadlock()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        TokenIdentity identity = await HookedToken.WriteIdentityAsync(token);
        using NpkiIdentity more = TestIdentities.New("more");
        using RSA key = identity.GetRSAPrivateKey()!;
        Exception? inside = null;
        Calling listener = new(() => inside = Record.Exception(() => key.SignData(new byte[3], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));

        Task<TokenIdentity> write = token.WriteAsync(more, ContractToken.Writing, listener, Cancel);

        await write.WaitAsync(TimeSpan.FromSeconds(5), Cancel);
        Assert.IsType<InvalidOperationException>(inside);
    }

    private sealed class Calling(Action call) : IProgress<WriteProgress>
    {
        private bool _done;

        public void Report(WriteProgress value)
        {
            if (_done)
                return;
            _done = true;
            call();
        }
    }

    [Fact]
    public async Task A_key_that_an_unreadable_certificate_of_its_id_needs_by_now_is_not_removed()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        using NpkiIdentity more = TestIdentities.New("more", keyManagement: false);
        FakeToken fake = new();
        using TemporaryFolder folder = TemporaryFolder.InMemory();
        await using BioTokenProvider provider = new(new BioTokenOptions { FindVendorModules = false, Modules = { fake }, JournalDirectory = folder.Path });
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        WriteOptions options = new() { AllowTestAuthority = true };
        using NpkiIdentity first = TestIdentities.New("first", keyManagement: false);
        await token.WriteAsync(first, options, cancellationToken: Cancel);
        TokenIdentity written = await token.WriteAsync(identity, options, cancellationToken: Cancel);
        FakeObject certificate = fake.Objects.Last(o => o.Class == CKO.CERTIFICATE);
        // The write is not finished by its journal, and another program has put a certificate of its own beside the key.
        string journal = Assert.Single(Directory.EnumerateFiles(folder.Path, "*.journal"));
        byte[] file = await File.ReadAllBytesAsync(journal, Cancel);
        await File.WriteAllBytesAsync(journal, file[..^26], Cancel);
        fake.Remove(certificate);
        fake.Add(FakeObject.Certificate([0x30, 0x03, 0x02, 0x01, 0x05], written.KeyId.ToArray(), "of a kind that we cannot read"));

        Exception? e = await Record.ExceptionAsync(() => token.WriteAsync(more, options, cancellationToken: Cancel));

        Assert.Contains(fake.Objects, o => o.Class == CKO.PRIVATE_KEY && o.Attributes[CKA.ID].AsSpan().SequenceEqual(written.KeyId.Span));
        Assert.Equal(BioTokenError.TokenChanged, Assert.IsType<BioTokenException>(e).Error);
    }

    [Fact]
    public async Task An_object_of_another_program_that_got_our_handle_is_not_removed()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        using NpkiIdentity other = TestIdentities.New("other", keyManagement: false);
        FakeObject? foreign = null;
        FakeToken fake = new();
        // What was to be written has no effect, and another program's key gets the number.
        fake.Creating = made =>
        {
            if (made.Class == CKO.PRIVATE_KEY && foreign is null)
            {
                foreign = made;
                made.Attributes.Clear();
                foreach ((CKA type, byte[] value) in FakeObject.PrivateKey(other.PrivateKey, [9]).Attributes)
                    made.Attributes[type] = value;
            }

            return CKR.OK;
        };
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        await Assert.ThrowsAsync<CertificateWriteException>(() => token.WriteAsync(identity, new WriteOptions { AllowTestAuthority = true }, cancellationToken: Cancel));

        Assert.Contains(foreign, fake.Objects);
    }

    // Login that fails after its effect.
    [Theory]
    [InlineData((ulong)CKR.GENERAL_ERROR)]
    [InlineData((ulong)CKR.FUNCTION_FAILED)]
    [InlineData((ulong)CKR.HOST_MEMORY)]
    [InlineData((ulong)CKR.OPERATION_ACTIVE)]
    [InlineData((ulong)CKR.SESSION_HANDLE_INVALID)]
    public async Task A_login_that_fails_after_its_effect_can_be_made_again(ulong result)
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        fixture.Module.After = (f, r) => f == "C_Login" ? (CKR)result : r;
        Exception? first = await Record.ExceptionAsync(() => ContractToken.LoginAsync(token, ContractToken.Pin));
        fixture.Module.After = (_, r) => r;
        TestContext.Current.TestOutputHelper!.WriteLine(first?.GetType().Name + " " + first?.Message);
        IBioToken again = token.State == BioTokenState.Removed ? await HookedToken.OpenAsync(provider) : token;
        await ContractToken.LoginAsync(again, ContractToken.Pin);
        Assert.Equal(BioTokenState.Authenticated, again.State);
        Assert.Equal(2, fixture.Module.Calls.Count(c => c == "C_Login"));
    }

    // A write to a token of a disposed provider, and disposal during each stage.
    [Theory]
    [InlineData(WriteStage.Checking)]
    [InlineData(WriteStage.Writing)]
    [InlineData(WriteStage.Verifying)]
    [InlineData(WriteStage.Erasing)]
    [InlineData(WriteStage.FinalCheck)]
    public async Task Disposal_during_a_write(WriteStage stage)
    {
        using HookedToken fixture = new("generic");
        BioTokenProvider provider = fixture.NewProvider();
        IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        TokenIdentity old = await HookedToken.WriteIdentityAsync(token);
        using NpkiIdentity more = TestIdentities.New("more");
        using ManualResetEventSlim there = new(), go = new();
        Stage listener = new(s => { if (s == stage && !there.IsSet) { there.Set(); go.Wait(5000); } });
        Task<TokenIdentity> write = token.ReplaceAsync(old, more, ContractToken.Writing, listener, Cancel);
        there.Wait(Cancel);
        Task disposal = Task.Run(async () => { await token.DisposeAsync(); await provider.DisposeAsync(); }, Cancel);
        await Task.Delay(100, Cancel);
        go.Set();
        Exception? e = await Record.ExceptionAsync(() => write);
        await disposal.WaitAsync(TimeSpan.FromSeconds(5), Cancel);
        TestContext.Current.TestOutputHelper!.WriteLine(e?.GetType().Name + " " + e?.Message);
        await using BioTokenProvider second = fixture.NewProvider();
        await using IBioToken again = await HookedToken.OpenAuthenticatedAsync(second);
        Assert.Single(await again.GetIdentitiesAsync(Cancel));
        Assert.True(e is null or ObjectDisposedException or BioTokenException, e?.ToString());
    }

    private sealed class Stage(Action<WriteStage> at) : IProgress<WriteProgress>
    {
        public void Report(WriteProgress value) => at(value.Stage);
    }

    [Fact]
    public async Task A_certificate_that_is_there_again_is_erased_only_by_name()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        using NpkiIdentity more = TestIdentities.New("more", keyManagement: false);
        using TemporaryFolder folder = TemporaryFolder.InMemory();
        FakeToken fake = new();
        FakeObject certificate = FakeObject.Certificate(identity.Certificate.Der.ToArray(), [1]);
        fake.Add(certificate);
        fake.Add(FakeObject.PublicKey(identity.PrivateKey, [1]));
        // Its key shows neither CKA_ID nor modulus.
        fake.Add(FakeObject.PrivateKey(identity.PrivateKey, id: null, showsModulus: false));
        await using BioTokenProvider provider = new(new BioTokenOptions { FindVendorModules = false, Modules = { fake }, JournalDirectory = folder.Path });
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        await token.EraseAsync(Assert.Single(await token.GetIdentitiesAsync(Cancel)), cancellationToken: Cancel);
        string journal = Assert.Single(Directory.EnumerateFiles(folder.Path, "*.journal"));
        byte[] file = await File.ReadAllBytesAsync(journal, Cancel);
        await File.WriteAllBytesAsync(journal, file[..^13], Cancel);
        fake.Add(certificate);

        Exception? e = await Record.ExceptionAsync(() => token.WriteAsync(more, new WriteOptions { AllowTestAuthority = true }, cancellationToken: Cancel));

        Assert.Contains(certificate, fake.Objects);
        Assert.Equal(BioTokenError.ResumeRequired, Assert.IsType<BioTokenException>(e).Error);
    }

    [Fact]
    public async Task A_login_to_a_provider_that_is_disposed_meanwhile_leaves_no_module_running()
    {
        using HookedToken fixture = new("generic");
        BioTokenProvider provider = fixture.NewProvider();
        BioTokenInfo info = (await provider.ListAsync(Cancel))[0];
        SharedModule shared = info.Connection.Shared;
        Task disposal = provider.DisposeAsync().AsTask();
        await disposal;
        // What was handed to the thread at the same moment as the release, and comes after it.
        Exception? e = await Record.ExceptionAsync(() => provider.OpenAsync(info, Cancel));
        Assert.IsType<ObjectDisposedException>(e);
        Assert.Equal(1, fixture.Module.Starts);
        _ = shared;
    }
}
