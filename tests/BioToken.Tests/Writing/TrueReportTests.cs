using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Tests.Contract;
using BioToken.Tests.Fakes;
using BioToken.Tests.Writing.Resuming;
using BioToken.Writing;
using BioToken.Writing.Journal;
using BioToken.Writing.Plans;
using BioToken.Writing.Steps;

namespace BioToken.Tests.Writing;

/// <summary>The report of an interrupted write matches the token's contents.</summary>
public sealed class TrueReportTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

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
        // The module erases a different object than requested, and returns an error.
        bench.Module.Destroy = _ => CKR.DEVICE_ERROR;
        nuint foreign = other.Objects.Main.CertificateObject.Handle;
        bool isDone = false;
        bench.Module.Destroy = handle =>
        {
            if (isDone)
                return CKR.DEVICE_ERROR;
            isDone = true;
            bench.Module.Handle = h => h == handle ? foreign : h;
            return null;
        };

        CertificateWriteException e = await Assert.ThrowsAsync<CertificateWriteException>(
            () => token.EraseAsync(old, cancellationToken: Cancel));
        bench.Module.Handle = h => h;
        Assert.Single(await token.GetIdentitiesAsync(Cancel));
        Assert.NotEqual(TokenContents.Unchanged, e.Contents);
    }

    [Fact]
    public void Contents_of_a_stopped_erasure_are_not_unchanged_where_another_object_is_gone()
    {
        TokenObject[] objects = [.. new[] { CKO.CERTIFICATE, CKO.DATA }.Select(
            (kind, i) => new TokenObject((nuint)i + 1, kind, [1], [], [], [], [(byte)i, 1], []))];
        WriteIntent intent = new()
        {
            TokenSerialNumber = "0000", TokenLabel = "", StartedAt = DateTimeOffset.UnixEpoch, Mode = WriteMode.WriteNewFirst,
            Before = [.. objects.Select(JournaledObject.Of)], Old = [0],
        };
        Assert.NotEqual(TokenContents.Unchanged, IntendedWrite.Find(intent, objects[..1]).Describe(intent));
    }

    [Theory]
    [InlineData(CKO.PRIVATE_KEY)]
    [InlineData(CKO.PUBLIC_KEY)]
    [InlineData(CKO.DATA)]
    [InlineData(CKO.CERTIFICATE)]
    public async Task An_object_that_lost_its_id_under_an_error_is_found_by_its_content_and_removed(CKO kind)
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        FakeToken fake = new() { Creating = made => Refuse(made, kind, hidden: []) };
        fake.Add(FakeObject.Of(CKO.DATA, (CKA.LABEL, "of another program"u8.ToArray()), (CKA.VALUE, [1])));
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        CertificateWriteException e = await Assert.ThrowsAsync<CertificateWriteException>(
            () => token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Cancel));

        Assert.Equal(TokenContents.Unchanged, e.Contents);
        Assert.Equal("of another program", Text(Assert.Single(fake.Objects)));
        Assert.Null(await token.Recovery.GetInterruptedWriteAsync(Cancel));
    }

    [Fact]
    public async Task An_object_that_cannot_be_told_is_left_and_named_until_the_write_is_abandoned()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        FakeToken fake = new() { Creating = made => Refuse(made, CKO.PRIVATE_KEY, hidden: [CKA.MODULUS, CKA.PUBLIC_EXPONENT]) };
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        CertificateWriteException e = await Assert.ThrowsAsync<CertificateWriteException>(
            () => token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Cancel));
        fake.Creating = static _ => CKR.OK;
        InterruptedWrite unfinished = Assert.IsType<InterruptedWrite>(await token.Recovery.GetInterruptedWriteAsync(Cancel));
        ResumePlan plan = await token.Recovery.PlanResumeAsync(unfinished, Cancel);
        CertificateWriteException resumed = await Assert.ThrowsAsync<CertificateWriteException>(
            () => token.Recovery.ResumeAsync(unfinished, cancellationToken: Cancel));
        await Assert.ThrowsAsync<CertificateWriteException>(
            () => token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Cancel));

        Assert.Equal(TokenContents.OldAndUnidentified, e.Contents);
        Assert.Null(plan.Outcome);
        Assert.Empty(plan.ErasedObjects);
        Assert.Equal((BioTokenError.TokenChanged, TokenContents.OldAndUnidentified), (resumed.Reason, resumed.Contents));
        Assert.Contains("AbandonAsync", resumed.Message, StringComparison.Ordinal);
        Assert.Equal(CKO.PRIVATE_KEY, Assert.Single(fake.Objects).Class);
        await token.Recovery.AbandonAsync(unfinished, Cancel);
        Assert.Null(await token.Recovery.GetInterruptedWriteAsync(Cancel));
        Assert.Single(fake.Objects);
        await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Cancel);
    }

    [Fact]
    public void What_another_program_has_written_without_ids_since_is_not_removed_by_resuming()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        FakeToken fake = new();
        FakeObject certificate = FakeObject.Certificate(identity.Certificate.Der.ToArray(), id: null);
        WriteIntent intent = new()
        {
            TokenSerialNumber = "0000", TokenLabel = "", StartedAt = DateTimeOffset.UnixEpoch, Mode = WriteMode.WriteNewFirst, Before = [],
            New = [new JournaledObject(
                CKO.CERTIFICATE, [1], [], System.Security.Cryptography.SHA256.HashData(identity.Certificate.Der.Span))],
        };
        fake.Add(certificate);
        using TokenInventory inventory = new(fake, "test");

        IntendedWrite now = IntendedWrite.Find(intent, inventory.Read(session: 1));

        Assert.False(now.HasNew);
        Assert.Equal(CKO.CERTIFICATE, Assert.Single(now.Unidentified).Class);
    }

    /// <summary>Creates the object without CKA_ID, and returns an error.</summary>
    private static CKR Refuse(FakeObject made, CKO kind, CKA[] hidden)
    {
        if (made.Class != kind)
            return CKR.OK;
        made.Attributes.Remove(CKA.ID);
        made.Failing = type => hidden.Contains(type) ? CKR.ATTRIBUTE_SENSITIVE : null;
        return CKR.DEVICE_ERROR;
    }

    private static string Text(FakeObject one) => System.Text.Encoding.UTF8.GetString(one.Attributes[CKA.LABEL]);

    [Fact]
    public async Task An_object_of_another_program_that_got_our_handle_is_not_removed()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        using NpkiIdentity other = TestIdentities.New("other", keyManagement: false);
        FakeObject? foreign = null;
        FakeToken fake = new();
        // The write of our key has no effect, and another program's key gets the handle.
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

        await Assert.ThrowsAsync<CertificateWriteException>(
            () => token.WriteAsync(identity, new WriteOptions { AllowTestAuthority = true }, cancellationToken: Cancel));

        Assert.Contains(foreign, fake.Objects);
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
            "plan" => token.PlanEraseAsync(identity, Cancel),
            _ => token.GetIdentitiesAsync(Cancel),
        });

        Assert.Equal(BioTokenError.ModuleStopped, e.Reason);
    }
}
