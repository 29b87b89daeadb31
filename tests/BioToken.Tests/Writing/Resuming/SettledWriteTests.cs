using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator;
using BioToken.Tests.Fakes;
using BioToken.Tests.Support;
using BioToken.Tokens;
using BioToken.Writing;
using BioToken.Writing.Plans;

namespace BioToken.Tests.Writing.Resuming;

/// <summary>Recovery of interrupted writes: objects that are not theirs are neither erased nor reported wrongly.</summary>
public sealed class SettledWriteTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

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
        InterruptedWrite stale = (await token.Recovery.GetInterruptedWriteAsync(Cancel))!;
        // The write is resumed. Later, a replacement is interrupted whose old identity was written again.
        IBioToken other = token;
        await other.Recovery.ResumeAsync(stale, cancellationToken: Cancel);
        await other.ReplaceAsync(await other.WriteAsync(first, cancellationToken: Cancel), second, cancellationToken: Cancel);
        byte[] journal = await File.ReadAllBytesAsync(bench.JournalFile, Cancel);
        await other.WriteAsync(first, cancellationToken: Cancel);
        await File.WriteAllBytesAsync(bench.JournalFile, journal, Cancel);
        bench.CutJournal(records: 1);

        Exception? e = await Record.ExceptionAsync(async () =>
        {
            if (abandons)
                await token.Recovery.AbandonAsync(stale, Cancel);
            else
                await token.Recovery.ResumeAsync(stale, cancellationToken: Cancel);
        });

        Assert.Equal(3, (await token.GetIdentitiesAsync(Cancel)).Count);
        Assert.NotNull(await token.Recovery.GetInterruptedWriteAsync(Cancel));
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
        InterruptedWrite stale = (await token.Recovery.GetInterruptedWriteAsync(Cancel))!;
        await token.Recovery.ResumeAsync(stale, cancellationToken: Cancel);
        bench.Module.Signature = s => s[^1] ^= 1;
        await Assert.ThrowsAsync<CertificateWriteException>(() => token.WriteAsync(second, cancellationToken: Cancel));

        // RolledBack, "the token holds what it held before, and nothing of the new identity", would be wrong: the first identity is there.
        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(
            () => token.Recovery.ResumeAsync(stale, cancellationToken: Cancel));

        Assert.Equal(BioTokenError.TokenChanged, e.Reason);
    }

    [Fact]
    public async Task A_plan_made_while_something_is_unfinished_can_be_carried_out()
    {
        await using JournalBench bench = new();
        bench.AddToken();
        using NpkiIdentity first = TestIdentities.New("first");
        using NpkiIdentity second = TestIdentities.New("second", keyManagement: false);
        await using IBioToken token = await bench.OpenAsync();
        // The rollback leaves part of the identity.
        bench.Module.Signature = signature => signature[^1] ^= 1;
        int destroyed = 0;
        bench.Module.Destroy = _ => destroyed++ >= 3 ? CKR.DEVICE_ERROR : null;
        await Assert.ThrowsAsync<CertificateWriteException>(() => token.WriteAsync(first, cancellationToken: Cancel));
        bench.Module.Signature = _ => { };
        bench.Module.Destroy = _ => null;
        WritePlan plan = await token.PlanWriteAsync(second, cancellationToken: Cancel);
        Assert.NotEmpty(plan.SettledFirst);

        await token.WriteAsync(second, new WriteOptions { Plan = plan }, cancellationToken: Cancel);

        Assert.Single(await token.GetIdentitiesAsync(Cancel));
    }

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
        await using BioTokenProvider provider = new(
            new BioTokenOptions { IncludeVendorModules = false, Modules = { module }, JournalDirectory = folder.Path + end });
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        module.Signature = signature => signature[^1] ^= 1;
        module.Destroy = _ => CKR.DEVICE_ERROR;
        await Assert.ThrowsAsync<CertificateWriteException>(() => token.WriteAsync(first, cancellationToken: Cancel));
        module.Destroy = _ => null;
        module.Signature = _ => { };

        InterruptedWrite unfinished = (await token.Recovery.GetInterruptedWriteAsync(Cancel))!;
        Assert.Equal(ResumeOutcome.Completed, await token.Recovery.ResumeAsync(unfinished, cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_key_that_an_unreadable_certificate_of_its_id_needs_by_now_is_not_removed()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        using NpkiIdentity more = TestIdentities.New("more", keyManagement: false);
        FakeToken fake = new();
        using TemporaryFolder folder = TemporaryFolder.InMemory();
        await using BioTokenProvider provider = new(
            new BioTokenOptions { IncludeVendorModules = false, Modules = { fake }, JournalDirectory = folder.Path });
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        WriteOptions options = new() { AllowTestAuthority = true };
        using NpkiIdentity first = TestIdentities.New("first", keyManagement: false);
        await token.WriteAsync(first, options, cancellationToken: Cancel);
        TokenIdentity written = await token.WriteAsync(identity, options, cancellationToken: Cancel);
        FakeObject certificate = fake.Objects.Last(o => o.Class == CKO.CERTIFICATE);
        // According to its journal, the write is not finished, and another program has written its own certificate with the key's CKA_ID.
        string journal = Assert.Single(Directory.EnumerateFiles(folder.Path, "*.journal"));
        byte[] file = await File.ReadAllBytesAsync(journal, Cancel);
        await File.WriteAllBytesAsync(journal, file[..^26], Cancel);
        fake.Remove(certificate);
        fake.Add(FakeObject.Certificate([0x30, 0x03, 0x02, 0x01, 0x05], written.KeyId.ToArray(), "of a kind that we cannot read"));

        Exception? e = await Record.ExceptionAsync(() => token.WriteAsync(more, options, cancellationToken: Cancel));

        Assert.Contains(fake.Objects, o => o.Class == CKO.PRIVATE_KEY && o.Attributes[CKA.ID].AsSpan().SequenceEqual(written.KeyId.Span));
        Assert.Equal(BioTokenError.TokenChanged, Assert.IsType<BioTokenException>(e).Reason);
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
        await using BioTokenProvider provider = new(
            new BioTokenOptions { IncludeVendorModules = false, Modules = { fake }, JournalDirectory = folder.Path });
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        await token.EraseAsync(Assert.Single(await token.GetIdentitiesAsync(Cancel)), cancellationToken: Cancel);
        string journal = Assert.Single(Directory.EnumerateFiles(folder.Path, "*.journal"));
        byte[] file = await File.ReadAllBytesAsync(journal, Cancel);
        await File.WriteAllBytesAsync(journal, file[..^13], Cancel);
        fake.Add(certificate);

        Exception? e = await Record.ExceptionAsync(
            () => token.WriteAsync(more, new WriteOptions { AllowTestAuthority = true }, cancellationToken: Cancel));

        Assert.Contains(certificate, fake.Objects);
        Assert.Equal(BioTokenError.ResumeRequired, Assert.IsType<BioTokenException>(e).Reason);
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
        AlteredModule altered =
            new(new SimulatedTokenModule(simulator)) { TokenInfo = (_, info) => info with { SerialNumber = "0000", Label = "Cheap" } };
        HookedModule module = new(altered);
        using TemporaryFolder folder = TemporaryFolder.InMemory();
        using NpkiIdentity one = TestIdentities.New("one", keyManagement: false);
        using NpkiIdentity two = TestIdentities.New("two", keyManagement: false);
        await using BioTokenProvider provider = new(
            new BioTokenOptions { IncludeVendorModules = false, Modules = { module }, JournalDirectory = folder.Path });
        IReadOnlyList<BioTokenInfo> listed = await provider.ListAsync(Cancel);
        await using IBioToken token = await provider.OpenAsync(listed[0], Cancel);
        await FakeToken.LoginAsync(token);
        // The other token is not empty, so that the two can be distinguished.
        await using (IBioToken twin = await provider.OpenAsync(listed[1], Cancel))
        {
            IProgress<WriteProgress>? none = null;
            _ = none;
        }

        module.Before = f => f == "C_OpenSession" ? CKR.TOKEN_NOT_PRESENT : null;
        Exception? e = await Record.ExceptionAsync(() => what switch
        {
            "sign" => token.SignAsync(new byte[3], cancellationToken: Cancel),
            "unfinished" => token.Recovery.GetInterruptedWriteAsync(Cancel),
            _ => token.WriteAsync(one, cancellationToken: Cancel),
        });
        TestContext.Current.TestOutputHelper!.WriteLine($"{e?.GetType().Name} {e?.Message}");
        Assert.Equal(BioTokenState.Authenticated, token.State);
        await token.GetIdentitiesAsync(Cancel);
    }
}
