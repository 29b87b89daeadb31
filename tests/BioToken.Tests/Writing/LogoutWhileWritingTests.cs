using System.Text;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Tests.Contract;
using BioToken.Tokens;
using BioToken.Writing;

namespace BioToken.Tests.Writing;

/// <summary>
/// Another part of the program logs out in the middle of a write, at every call that the write makes. Private objects are hidden then, and
/// must pass neither for erased nor for never written.
/// </summary>
public sealed class LogoutWhileWritingTests : IDisposable
{
    private const string Password = "Gap folder!1";

    private readonly NpkiIdentity _expiring = TestIdentities.New();
    private readonly NpkiIdentity _renewed = TestIdentities.New(keyManagement: false);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _expiring.Dispose();
        _renewed.Dispose();
    }

    [Theory]
    [InlineData("generic", "write", 0)]
    [InlineData("generic", "replace", 0)]
    [InlineData("generic", "replace", 1)]
    [InlineData("generic", "replace", 4)]
    [InlineData("generic", "erase", 0)]
    [InlineData("generic", "erase", 2)]
    [InlineData("ksid", "replace", 0)]
    [InlineData("ksid", "replace", 2)]
    public async Task Nothing_is_left_after_a_logout_at_any_call_of_a_write_and_a_resumption(string vendor, string what, int backAfter)
    {
        for (int at = 1; await RunAsync(vendor, what, at, backAfter, resumeAt: 0); at++)
        {
        }
    }

    [Theory]
    [InlineData("replace", 26)]
    [InlineData("replace", 36)]
    [InlineData("erase", 20)]
    public async Task Nothing_is_left_after_a_logout_at_any_call_of_a_resumption(string what, int at)
    {
        for (int resumeAt = 1; await RunAsync("generic", what, at, backAfter: 0, resumeAt); resumeAt++)
        {
        }
    }

    [Fact]
    public async Task A_fingerprint_that_is_blocked_and_ends_the_login_leaves_nothing_after_the_resumption()
    {
        using HookedToken fixture = new("asam2072fp", script: "right, wrong*6");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        TokenIdentity old = await token.WriteAsync(_renewed, ContractToken.Writing, cancellationToken: Cancel);
        CertificateWriteException? e = null;

        for (int i = 0; i < 6; i++)
            e = await Assert.ThrowsAsync<CertificateWriteException>(
                () => token.ReplaceAsync(old, _expiring, ContractToken.Writing, cancellationToken: Cancel));

        Assert.Equal(BioTokenError.AuthenticationFailed, e!.Reason);
        Assert.Equal((TokenContents.Unknown, BioTokenState.Open), (e.Contents, token.State));
        Assert.Contains("log in again and resume", e.Message, StringComparison.Ordinal);
        await ContractToken.AuthenticateAsync(token);
        InterruptedWrite interrupted = Assert.IsType<InterruptedWrite>(await token.Recovery.GetInterruptedWriteAsync(Cancel));
        Assert.Equal(ResumeOutcome.RolledBack, await token.Recovery.ResumeAsync(interrupted, cancellationToken: Cancel));
        Assert.Equal(old.ObjectCount, fixture.ObjectCount);
    }

    [Fact]
    public async Task A_complete_identity_in_a_gap_stays_whole_if_the_login_is_lost_while_it_is_verified_and_needs_no_source()
    {
        using TemporaryFolder folder = TemporaryFolder.InMemory();
        NpkiFolder kept = NpkiFolder.Write(folder.Path, _expiring, Password);
        bool isMade = true;
        for (int at = 1; isMade; at++)
        {
            // Enough for one identity of seven objects, but not for two.
            using HookedToken fixture = new("generic", memory: 12 * 1024);
            await using BioTokenProvider provider = fixture.NewProvider();
            await using IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
            using NpkiIdentity first = TestIdentities.New("first");
            using NpkiIdentity renewed = NpkiIdentity.Open(kept, Password);
            TokenIdentity old = await token.WriteAsync(first, ContractToken.Writing, cancellationToken: Cancel);
            fixture.Module.Before = function => function == "C_SignInit" ? CKR.DEVICE_ERROR : null;
            await Assert.ThrowsAsync<CertificateWriteException>(() => token.ReplaceAsync(
                old, renewed, ContractToken.Writing with { AllowEraseBeforeWrite = true }, cancellationToken: Cancel));
            InterruptedWrite gap = Assert.IsType<InterruptedWrite>(await FindInterruptedAsync(fixture.Module, token));
            Assert.Equal((InterruptedWriteState.Gap, 7), (gap.State, fixture.ObjectCount));

            isMade = await LogOutAtAsync(
                fixture.Module, token, at, backAfter: 0, () => token.Recovery.ResumeAsync(gap, renewed, cancellationToken: Cancel));

            Assert.True(fixture.ObjectCount == 7, $"Call {at}: {fixture.ObjectCount} objects");
            if (await FindInterruptedAsync(fixture.Module, token) is { } again)
                Assert.Equal(ResumeOutcome.Completed, await token.Recovery.ResumeAsync(again, cancellationToken: Cancel));
            Assert.Equal(renewed.Certificate.SerialNumber, Assert.Single(await token.GetIdentitiesAsync(Cancel)).SerialNumber);
        }
    }

    /// <summary>Runs a write that loses its login, and finishes it.</summary>
    /// <param name="vendor">The token's vendor.</param>
    /// <param name="what">The kind of write.</param>
    /// <param name="at">The number of the call at which the login is lost.</param>
    /// <param name="backAfter">The number of calls after which the other part of the program logs in again; 0 if it does not.</param>
    /// <param name="resumeAt">The number of the call at which the resumption loses its login, too; 0 if it does not.</param>
    /// <returns>False if there were fewer calls.</returns>
    private async Task<bool> RunAsync(string vendor, string what, int at, int backAfter, int resumeAt)
    {
        using HookedToken fixture = new(vendor);
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        TokenIdentity? old = what == "write"
            ? null
            : await token.WriteAsync(_expiring, ContractToken.Writing, cancellationToken: Cancel);
        (string? old, string? renewed) serials = (old?.SerialNumber, what == "erase" ? null : _renewed.Certificate.SerialNumber);

        bool isMade = await LogOutAtAsync(fixture.Module, token, at, backAfter, () => what switch
        {
            "write" => token.WriteAsync(_renewed, ContractToken.Writing, cancellationToken: Cancel),
            "replace" => token.ReplaceAsync(old!, _renewed, ContractToken.Writing, cancellationToken: Cancel),
            _ => token.EraseAsync(old!, cancellationToken: Cancel),
        });
        if (await FindInterruptedAsync(fixture.Module, token) is { } interrupted)
        {
            Task ResumeAsync() => token.Recovery.ResumeAsync(interrupted, cancellationToken: Cancel);
            if (resumeAt > 0)
                isMade = await LogOutAtAsync(fixture.Module, token, resumeAt, backAfter: 0, ResumeAsync);
            if (await FindInterruptedAsync(fixture.Module, token) is not null)
                await ResumeAsync();
        }
        else if (resumeAt > 0)
        {
            Assert.Fail($"{what}, call {at} interrupts nothing.");
        }

        await AssertNothingIsLeftAsync(fixture, token, serials, $"{what}, call {at}, back after {backAfter}");
        return isMade;
    }

    private static async Task<bool> LogOutAtAsync(HookedModule module, IBioToken token, int at, int backAfter, Func<Task> write)
    {
        int calls = 0;
        nuint slot = (nuint)token.Info.Slot;
        module.Before = _ =>
        {
            calls++;
            if (calls == at)
                module.LogOutByOthers(slot);
            if (backAfter > 0 && calls == at + backAfter)
                module.LogInByOthers(slot, Encoding.ASCII.GetBytes(ContractToken.Pin));
            return null;
        };
        Exception? e = await Record.ExceptionAsync(write);
        module.Before = static _ => null;
        if (e is not null)
            Assert.True(
                backAfter > 0 || e is BioTokenException { Reason: BioTokenError.LoginLost }, $"Call {at} of {calls}: {e}");
        return calls >= at;
    }

    private static async Task<InterruptedWrite?> FindInterruptedAsync(HookedModule module, IBioToken token)
    {
        if (token.State != BioTokenState.Authenticated)
        {
            if (await Record.ExceptionAsync(() => ContractToken.AuthenticateAsync(token)) is not null)
            {
                // The other part of the program holds the login.
                module.LogOutByOthers((nuint)token.Info.Slot);
                await ContractToken.AuthenticateAsync(token);
            }
        }

        return await token.Recovery.GetInterruptedWriteAsync(Cancel);
    }

    private static async Task AssertNothingIsLeftAsync(
        HookedToken fixture, IBioToken token, (string? Old, string? Renewed) serials, string when)
    {
        IReadOnlyList<TokenIdentity> identities = await token.GetIdentitiesAsync(Cancel);
        IReadOnlyList<UnreadableObject> unreadable = await token.GetUnreadableObjectsAsync(Cancel);

        Assert.True(identities.Count <= 1, when);
        string? serial = identities.Count == 0 ? null : identities[0].SerialNumber;
        Assert.True(serial == serials.Old || serial == serials.Renewed, $"{when}: {serial}");
        Assert.Empty(unreadable);
        int expected = identities.Sum(identity => identity.ObjectCount);
        Assert.True(fixture.ObjectCount == expected, $"{when}: {fixture.ObjectCount} objects, not {expected}");
        if (serial is not null)
            Assert.True(await HookedToken.SignsAsync(token, identities[0], [1]));
    }
}
