using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Tests.Contract;
using BioToken.Writing;

namespace BioToken.Tests.FaultyModules;

/// <summary>Handles that refer to other objects, space that is not free, and objects that disappear.</summary>
public sealed class OtherResultTests : IDisposable
{
    private const string Password = "Liar's folder!1";

    // Enough for one identity of seven objects, but not for two.
    private const int SmallMemory = 12 * 1024;

    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static WriteOptions Gap => ContractToken.Writing with { AllowEraseBeforeWrite = true };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_token_that_reports_too_much_memory_is_replaced_in_place_where_that_fits()
    {
        await using FaultyToken faulty = await FaultyToken.OpenAsync(memory: SmallMemory);
        using NpkiIdentity expiring = TestIdentities.New();
        using NpkiIdentity renewed = Kept(TestIdentities.New());
        TokenIdentity old = await faulty.WriteAsync(expiring);
        faulty.Results.OnToken = static info => info with { FreePrivateMemory = 1_000_000, FreePublicMemory = 1_000_000 };

        TokenIdentity written = await faulty.Token.ReplaceAsync(old, renewed, Gap, cancellationToken: Cancellation);

        Assert.Equal((renewed.Certificate.SerialNumber, 7), (written.SerialNumber, written.ObjectCount));
        Assert.Single(await faulty.Token.GetIdentitiesAsync(Cancellation));
    }

    [Fact]
    public async Task A_token_that_reports_too_much_memory_is_not_erased_where_the_new_identity_does_not_fit_in_place_either()
    {
        await using FaultyToken faulty = await FaultyToken.OpenAsync(memory: SmallMemory);
        using NpkiIdentity expiring = TestIdentities.New(keyManagement: false);
        using NpkiIdentity filling = TestIdentities.New("대리인", keyManagement: false);
        using NpkiIdentity renewed = Kept(TestIdentities.New());
        await faulty.WriteAsync(filling);
        TokenIdentity old = await faulty.WriteAsync(expiring);
        string[] before = await faulty.Fixture.SnapshotAsync();
        faulty.Results.OnToken = static info => info with { FreePrivateMemory = 1_000_000, FreePublicMemory = 1_000_000 };

        CertificateWriteException e = await Assert.ThrowsAsync<CertificateWriteException>(
            () => faulty.Token.ReplaceAsync(old, renewed, Gap, cancellationToken: Cancellation));

        Assert.Equal((BioTokenError.TokenFull, TokenContents.Unchanged), (e.Reason, e.Contents));
        // The call is not retried.
        Assert.Single(faulty.Results.Calls, "C_CreateObject refused");
        Assert.Equal(before, await faulty.Fixture.SnapshotAsync());
        Assert.Null(await faulty.Token.Recovery.GetInterruptedWriteAsync(Cancellation));
    }

    [Fact]
    public async Task An_erasure_that_erased_everything_and_stopped_over_another_object_says_so()
    {
        await using FaultyToken faulty = await FaultyToken.OpenAsync();
        await faulty.Fixture.WriteForeignObjectAsync("vendor data", [1, 2, 3]);
        faulty.Results.Written.Clear();
        using NpkiIdentity identity = TestIdentities.New();
        TokenIdentity old = await faulty.WriteAsync(identity);
        bool isGone = false;
        faulty.Results.OnDestroy = _ => isGone = true;
        // Another program changes its own object in the meantime.
        faulty.Results.OnForeign = value => isGone ? [9] : value;

        CertificateWriteException e = await Assert.ThrowsAsync<CertificateWriteException>(
            () => faulty.Token.EraseAsync(old, cancellationToken: Cancellation));

        Assert.Equal(TokenContents.AsPlanned, e.Contents);
        Assert.Empty(await faulty.Token.GetIdentitiesAsync(Cancellation));
    }

    [Fact]
    public async Task In_a_gap_bad_results_commit_nothing_and_resuming_verifies_both_keys()
    {
        await using FaultyToken faulty = await FaultyToken.OpenAsync(memory: SmallMemory);
        using NpkiIdentity expiring = TestIdentities.New();
        using NpkiIdentity renewed = Kept(TestIdentities.New());
        TokenIdentity old = await faulty.WriteAsync(expiring);
        Reports reports = new();
        faulty.Results.OnDecrypt = static data => [.. data[1..], 0];

        await Assert.ThrowsAsync<CertificateWriteException>(
            () => faulty.Token.ReplaceAsync(old, renewed, Gap, cancellationToken: Cancellation));
        InterruptedWrite gap = Assert.IsType<InterruptedWrite>(await faulty.Token.Recovery.GetInterruptedWriteAsync(Cancellation));
        BioTokenException unproved = await Assert.ThrowsAsync<BioTokenException>(
            () => faulty.Token.Recovery.ResumeAsync(gap, cancellationToken: Cancellation));
        faulty.Results.OnDecrypt = static data => data;
        ResumeOutcome outcome = await faulty.Token.Recovery.ResumeAsync(gap, source: null, reports, Cancellation);

        Assert.Equal((InterruptedWriteState.Gap, BioTokenError.GapOpen, ResumeOutcome.Completed), (gap.State, unproved.Reason, outcome));
        Assert.Equal(
            [
                (renewed.Certificate.SerialNumber, KeyVerification.Signature),
                (renewed.KeyManagementCertificate!.SerialNumber, KeyVerification.Decryption),
            ],
            reports.Verified);
    }

    private NpkiIdentity Kept(NpkiIdentity identity)
    {
        using (identity)
            return NpkiIdentity.Open(NpkiFolder.Write(_folder.Path, identity, Password), Password);
    }
}
