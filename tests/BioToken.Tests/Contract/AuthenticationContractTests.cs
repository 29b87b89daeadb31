using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Pkcs11.Constants;
using BioToken.Tokens;
using BioToken.Vendors;

namespace BioToken.Tests.Contract;

/// <summary>PIN and finger, on every backend.</summary>
public sealed class AuthenticationContractTests
{
    public static TheoryData<string> Every => Backends.With(Capability.None);

    public static TheoryData<string> Counting => Backends.With(Capability.Counters);

    [Theory]
    [MemberData(nameof(Every))]
    public async Task ListAsync_shows_the_token_and_its_steps(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);

        BioTokenInfo info = await fixture.FindAsync();

        Assert.Contains("Contract", info.Label, StringComparison.Ordinal);
        Assert.NotEmpty(info.SerialNumber);
        Assert.Contains(AuthenticationStep.Pin, info.AuthenticationSteps);
    }

    [Theory]
    [MemberData(nameof(Counting))]
    public async Task ListAsync_knows_a_simulated_token_and_its_profile_by_its_module(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);

        BioTokenInfo info = await fixture.FindAsync();

        Assert.True(info.IsSimulated);
        Assert.StartsWith(info.Vendor.Id, backend, StringComparison.Ordinal);
        Assert.Equal(
            new AttemptCounters(0x80000F01, (CKA)0x80000F02, (CKA)0x80000F03, (CKA)0x80000F04), info.Vendor.AttemptCounters);
    }

    [Fact]
    public async Task ListAsync_takes_a_token_of_another_module_for_a_real_one()
    {
        await using ContractToken fixture = Backends.Create("SoftHSM2");

        Assert.False((await fixture.FindAsync()).IsSimulated);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task All_steps_in_order_let_the_person_in(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAsync();
        Assert.Equal(BioTokenState.Open, token.State);

        await ContractToken.AuthenticateAsync(token);

        Assert.Equal(BioTokenState.Authenticated, token.State);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task LoginAsync_twice_is_misuse(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => ContractToken.LoginAsync(token, ContractToken.Pin));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task LogoutAsync_lets_nobody_in_any_more(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();

        await token.LogoutAsync(TestContext.Current.CancellationToken);

        Assert.Equal(BioTokenState.Open, token.State);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => token.SignAsync(new byte[1], cancellationToken: TestContext.Current.CancellationToken));
        await ContractToken.AuthenticateAsync(token);
        Assert.Equal(BioTokenState.Authenticated, token.State);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task LoginAsync_with_a_wrong_pin_says_so_and_the_right_one_still_works(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAsync();
        if (token.Info.AuthenticationSteps[0] == AuthenticationStep.Fingerprint)
            await token.MatchFingerprintAsync(cancellationToken: TestContext.Current.CancellationToken);

        TokenAuthenticationException e = await Assert.ThrowsAsync<TokenAuthenticationException>(
            () => ContractToken.LoginAsync(token, ContractToken.WrongPin));

        Assert.Equal(AuthenticationFailure.PinIncorrect, e.Failure);
        await ContractToken.LoginAsync(token, ContractToken.Pin);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task LoginAsync_with_a_pin_of_impossible_length_sends_nothing(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAsync();
        if (token.Info.AuthenticationSteps[0] == AuthenticationStep.Fingerprint)
            await token.MatchFingerprintAsync(cancellationToken: TestContext.Current.CancellationToken);

        TokenAuthenticationException e = await Assert.ThrowsAsync<TokenAuthenticationException>(() => ContractToken.LoginAsync(token, "1"));

        Assert.Equal(AuthenticationFailure.PinLengthInvalid, e.Failure);
        Assert.Null(e.Function);
        Assert.Equal(PinState.Ready, (await fixture.FindAsync()).PinState);
    }

    [Theory]
    [MemberData(nameof(Counting))]
    public async Task Wrong_pins_are_counted_down_the_final_try_is_refused_and_then_locks_by_option_only(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        List<int?> left = [];
        TokenAuthenticationException refused;
        await using (IBioToken token = await fixture.OpenAsync())
        {
            if (token.Info.AuthenticationSteps[0] == AuthenticationStep.Fingerprint)
                await token.MatchFingerprintAsync(cancellationToken: TestContext.Current.CancellationToken);
            do
            {
                refused = await Assert.ThrowsAsync<TokenAuthenticationException>(
                    () => ContractToken.LoginAsync(token, ContractToken.WrongPin));
                left.Add(refused.AttemptsRemaining);
            }
            while (refused.Failure == AuthenticationFailure.PinIncorrect);
        }

        Assert.Equal([4, 3, 2, 1, 1], left);
        Assert.Equal(AuthenticationFailure.FinalPinAttempt, refused.Failure);
        Assert.Null(refused.ReturnValue);
        Assert.Equal(PinState.FinalAttempt, (await fixture.FindAsync()).PinState);
    }

    [Theory]
    [MemberData(nameof(Counting))]
    public async Task The_final_try_by_option_locks_and_a_locked_token_is_asked_no_more(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend, new ContractSetup { Configure = o => o.AllowFinalPinAttempt = true });
        await using IBioToken token = await fixture.OpenAsync();
        if (token.Info.AuthenticationSteps[0] == AuthenticationStep.Fingerprint)
            await token.MatchFingerprintAsync(cancellationToken: TestContext.Current.CancellationToken);
        for (int i = 0; i < 4; i++)
            await Assert.ThrowsAsync<TokenAuthenticationException>(() => ContractToken.LoginAsync(token, ContractToken.WrongPin));

        TokenAuthenticationException last = await Assert.ThrowsAsync<TokenAuthenticationException>(
            () => ContractToken.LoginAsync(token, ContractToken.WrongPin));
        TokenAuthenticationException after = await Assert.ThrowsAsync<TokenAuthenticationException>(
            () => ContractToken.LoginAsync(token, ContractToken.Pin));

        Assert.Equal(AuthenticationFailure.PinLocked, last.Failure);
        Assert.Equal(0, last.AttemptsRemaining);
        Assert.Equal(AuthenticationFailure.PinLocked, after.Failure);
        Assert.Null(after.ReturnValue);
        Assert.Equal(PinState.Locked, (await fixture.FindAsync()).PinState);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task LoginAsync_canceled_beforehand_sends_nothing(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAsync();
        if (token.Info.AuthenticationSteps[0] == AuthenticationStep.Fingerprint)
            await token.MatchFingerprintAsync(cancellationToken: TestContext.Current.CancellationToken);
        using Pin pin = Pin.FromText(ContractToken.WrongPin);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => token.LoginAsync(pin, cancellationToken: new CancellationToken(canceled: true)));

        Assert.Equal(PinState.Ready, (await fixture.FindAsync()).PinState);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task A_disposed_token_refuses_every_call(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        IBioToken token = await fixture.OpenAuthenticatedAsync();

        await token.DisposeAsync();
        await token.DisposeAsync();

        Assert.Equal(BioTokenState.Closed, token.State);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => token.GetIdentitiesAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ContractToken.LoginAsync(token, ContractToken.Pin));
    }
}
