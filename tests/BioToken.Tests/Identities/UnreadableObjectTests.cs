using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Tests.Contract;
using BioToken.Tests.Fakes;
using BioToken.Tokens;
using BioToken.Writing;
using BioToken.Writing.Plans;

namespace BioToken.Tests.Identities;

/// <summary>
/// One odd object affects only itself: it is listed with the reason, hides no other object, and is never considered erased.
/// </summary>
public sealed class UnreadableObjectTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CKR.GENERAL_ERROR)]
    [InlineData(CKR.DEVICE_ERROR)]
    [InlineData(CKR.FUNCTION_FAILED)]
    [InlineData(CKR.OBJECT_HANDLE_INVALID)]
    public async Task An_object_that_answers_errors_hides_no_other(CKR answer)
    {
        FakeToken fake = new();
        FakeObject odd = FakeObject.Of(CKO.DATA, (CKA.LABEL, "odd one"u8.ToArray()), (CKA.VALUE, [1]));
        odd.Failing = type => type == CKA.VALUE ? answer : null;
        fake.Add(odd);
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        using NpkiIdentity identity = TestIdentities.New();
        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Cancel);

        UnreadableObject listed = Assert.Single(await token.GetUnreadableObjectsAsync(Cancel));
        Assert.Single(await token.GetIdentitiesAsync(Cancel));
        await token.EraseAsync(written, cancellationToken: Cancel);

        Assert.Equal(
            (TokenObjectKind.Data, "odd one", UnreadableReason.ModuleError, (ulong?)answer),
            (listed.Kind, listed.Label, listed.Reason, listed.ReturnValue));
        Assert.Contains(answer.ToName(), listed.Message, StringComparison.Ordinal);
        Assert.Same(odd, Assert.Single(fake.Objects));
    }

    [Fact]
    public async Task An_attribute_that_is_too_large_costs_its_object_only()
    {
        FakeToken fake = new();
        FakeObject large = FakeObject.Of(CKO.DATA, (CKA.LABEL, "film"u8.ToArray()), (CKA.VALUE, []));
        large.Failing = type => type == CKA.VALUE ? CKR.BUFFER_TOO_SMALL : null;
        fake.Add(large);
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        fake.Add(FakeObject.Certificate(identity.Certificate.Der.ToArray(), [1]));
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        UnreadableObject listed = Assert.Single(await token.GetUnreadableObjectsAsync(Cancel));

        Assert.Equal((UnreadableReason.TooLarge, "film"), (listed.Reason, listed.Label));
        Assert.Single(await token.GetIdentitiesAsync(Cancel));
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_parsed_is_listed_and_hides_no_other()
    {
        FakeToken fake = new();
        fake.Add(FakeObject.Certificate("no certificate"u8.ToArray(), [7, 8], "broken"));
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        using NpkiIdentity identity = TestIdentities.New();
        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Cancel);
        WritePlan plan = await token.PlanEraseAsync(written, Cancel);

        UnreadableObject listed = Assert.Single(await token.GetUnreadableObjectsAsync(Cancel));

        Assert.Equal(
            (TokenObjectKind.Certificate, "broken", "0708", UnreadableReason.NotACertificate),
            (listed.Kind, listed.Label, listed.Id, listed.Reason));
        Assert.Null(listed.ReturnValue);
        Assert.Single(await token.GetIdentitiesAsync(Cancel));
        Assert.Equal(PlannedChange.Keep, Assert.Single(plan.Objects, o => o.Hash == listed.Hash).Change);
    }

    [Fact]
    public async Task An_error_that_passes_changes_nothing_of_what_is_known()
    {
        FakeToken fake = new();
        FakeObject shy = FakeObject.Of(CKO.DATA, (CKA.LABEL, "shy"u8.ToArray()), (CKA.VALUE, [1]));
        fake.Add(shy);
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        using NpkiIdentity identity = TestIdentities.New();
        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Cancel);
        int reads = 0;
        shy.Failing = type => type == CKA.CLASS && reads++ % 2 == 0 ? CKR.DEVICE_ERROR : null;

        await token.EraseAsync(written, cancellationToken: Cancel);

        Assert.Empty(await token.GetUnreadableObjectsAsync(Cancel));
        Assert.Same(shy, Assert.Single(fake.Objects));
    }

    [Fact]
    public async Task An_old_object_that_can_no_longer_be_read_is_not_taken_for_erased()
    {
        FakeToken fake = new();
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Cancel);
        FakeObject publicKey = fake.Objects.Single(o => o.Class == CKO.PUBLIC_KEY);
        ImmediateProgress stages = new(progress =>
        {
            if (progress is { Stage: WriteStage.Erasing, Completed: 1 })
                publicKey.Failing = static _ => CKR.FUNCTION_FAILED;
        });

        CertificateWriteException e = await Assert.ThrowsAsync<CertificateWriteException>(() => token.EraseAsync(written, options: null, stages, Cancel));

        Assert.NotEqual(TokenContents.AsPlanned, e.Contents);
        Assert.NotNull(await token.Recovery.GetInterruptedWriteAsync(Cancel));
        publicKey.Failing = static _ => null;
        InterruptedWrite unfinished = (await token.Recovery.GetInterruptedWriteAsync(Cancel))!;
        await token.Recovery.ResumeAsync(unfinished, cancellationToken: Cancel);
        Assert.Empty(fake.Objects);
    }

    [Fact]
    public async Task A_module_that_reads_nothing_at_all_is_an_error()
    {
        FakeToken fake = new();
        fake.Add(new FakeObject { Failing = static _ => CKR.FUNCTION_FAILED });
        fake.Add(new FakeObject { Failing = static _ => CKR.FUNCTION_FAILED });
        await using BioTokenProvider provider = fake.MakeProvider();
        await using IBioToken token = await FakeToken.OpenAsync(provider);

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => token.GetIdentitiesAsync(Cancel));

        Assert.Equal(CKR.FUNCTION_FAILED, e.Result);
    }

    private sealed class ImmediateProgress(Action<WriteProgress> told) : IProgress<WriteProgress>
    {
        public void Report(WriteProgress value) => told(value);
    }
}
