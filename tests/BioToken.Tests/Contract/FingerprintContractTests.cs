using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Signing;
using BioToken.Tokens;
using BioToken.Writing;

namespace BioToken.Tests.Contract;

/// <summary>Fingerprint matches, on every backend that has a sensor.</summary>
public sealed class FingerprintContractTests
{
    public static TheoryData<string> Fingers => Backends.With(Capability.Finger);

    public static TheoryData<string> Steps => Backends.With(Capability.FingerStep);

    public static TheoryData<string> PerSignature => Backends.With(Capability.FingerPerSignature);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Fingers))]
    public async Task A_wrong_finger_is_a_mismatch_and_costs_no_pin_try(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend, new ContractSetup { Script = "wrong" });

        TokenAuthenticationException e = await AskForFingerAsync(fixture);

        Assert.Equal(AuthenticationFailure.FingerprintMismatch, e.Failure);
        Assert.Equal(4, e.AttemptsRemaining);
        Assert.Equal(PinState.Ready, (await fixture.FindAsync()).PinState);
    }

    [Theory]
    [MemberData(nameof(Fingers))]
    public async Task Five_wrong_fingers_block_the_fingerprint_and_not_the_pin(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend, new ContractSetup { Script = "wrong*5" });
        List<AuthenticationFailure> failures = [];

        for (int i = 0; i < 6; i++)
            failures.Add((await AskForFingerAsync(fixture)).Failure);

        // The fifth uses the final attempt, as the final wrong PIN locks the PIN.
        Assert.Equal([AuthenticationFailure.FingerprintBlocked, AuthenticationFailure.FingerprintBlocked], failures[^2..]);
        Assert.Equal(4, failures.Count(f => f == AuthenticationFailure.FingerprintMismatch));
        Assert.Equal(PinState.Ready, (await fixture.FindAsync()).PinState);
    }

    [Theory]
    [MemberData(nameof(Fingers))]
    public async Task A_person_who_walks_away_is_a_time_out_of_the_device(string backend)
    {
        await using ContractToken fixture = Backends.Create(
            backend, new ContractSetup { Script = "walk-away", DevicePatience = TimeSpan.FromMilliseconds(200) });

        TokenAuthenticationException e = await AskForFingerAsync(fixture);

        Assert.Equal(AuthenticationFailure.FingerprintTimeout, e.Failure);
        Assert.Equal(5, e.AttemptsRemaining);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_device_that_waits_longer_than_the_options_allow_is_left_waiting(string backend)
    {
        ContractSetup setup = new() { Script = "walk-away", Configure = o => o.FingerprintTimeout = TimeSpan.FromMilliseconds(200) };
        await using ContractToken fixture = Backends.Create(backend, setup);

        TokenAuthenticationException e = await AskForFingerAsync(fixture);

        Assert.Equal(AuthenticationFailure.FingerprintTimeout, e.Failure);
        Assert.Null(e.Result);
    }

    [Theory]
    [MemberData(nameof(Fingers))]
    public async Task A_person_who_cancels_on_the_device_is_told_apart(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend, new ContractSetup { Script = "cancel" });

        Assert.Equal(AuthenticationFailure.CanceledOnDevice, (await AskForFingerAsync(fixture)).Failure);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Prompts_tell_the_person_what_to_do(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend, new ContractSetup { Script = "wrong, right" });
        await using IBioToken token = await fixture.OpenAsync();
        if (token.Info.AuthenticationSteps[0] == AuthenticationStep.Pin)
            await ContractToken.LoginAsync(token, ContractToken.Pin);
        Recorder prompts = new();

        await Assert.ThrowsAsync<TokenAuthenticationException>(() => token.MatchFingerprintAsync(prompts, Token));
        await token.MatchFingerprintAsync(prompts, Token);

        Assert.Equal(
            [
                FingerprintPromptKind.PlaceFinger, FingerprintPromptKind.LiftFinger, FingerprintPromptKind.TryAgain,
                FingerprintPromptKind.PlaceFinger, FingerprintPromptKind.LiftFinger, FingerprintPromptKind.Matched,
            ],
            prompts.Kinds);
    }

    [Theory]
    [MemberData(nameof(PerSignature))]
    public async Task One_finger_is_asked_for_once_whoever_listens(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using Npki.Identities.NpkiIdentity identity = TestIdentities.New();
        Recorder prompts = new();
        // Like a program that shows all prompts in one place.
        await token.MatchFingerprintAsync(prompts, Token);

        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, new PromptsOf(prompts), Token);
        List<FingerprintPromptKind> ofWrite = [.. prompts.Kinds];
        prompts.Kinds.Clear();
        await token.SignAsync(new byte[3], new SignOptions { Identity = written }, prompts, Token);
        List<FingerprintPromptKind> ofSignature = [.. prompts.Kinds];
        prompts.Kinds.Clear();
        await token.EraseAsync(written, cancellationToken: Token);
        await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);

        FingerprintPromptKind[] once = [FingerprintPromptKind.PlaceFinger, FingerprintPromptKind.LiftFinger, FingerprintPromptKind.Matched];
        // One key for signatures, and one for key management.
        Assert.Equal([.. once, .. once], ofWrite);
        Assert.Equal(once, ofSignature);
        Assert.Equal([.. once, .. once], prompts.Kinds);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task The_steps_in_the_wrong_order_name_the_missing_one(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAsync();

        InvalidOperationException e = token.Info.AuthenticationSteps[0] == AuthenticationStep.Pin
            ? await Assert.ThrowsAsync<InvalidOperationException>(() => token.MatchFingerprintAsync(cancellationToken: Token))
            : await Assert.ThrowsAsync<InvalidOperationException>(() => ContractToken.LoginAsync(token, ContractToken.Pin));

        Assert.Contains(
            token.Info.AuthenticationSteps[0] == AuthenticationStep.Pin ? "LoginAsync" : "MatchFingerprintAsync",
            e.Message,
            StringComparison.Ordinal);
        Assert.Equal(BioTokenState.Open, token.State);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Cancelling_while_the_token_waits_releases_the_caller_and_undoes_a_late_match(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend, new ContractSetup { Script = "wait" });
        await using IBioToken token = await fixture.OpenAsync();
        if (token.Info.AuthenticationSteps[0] == AuthenticationStep.Pin)
            await ContractToken.LoginAsync(token, ContractToken.Pin);
        using CancellationTokenSource cancellation = new();
        Recorder prompts = new();
        Task match = token.MatchFingerprintAsync(prompts, cancellation.Token);
        await prompts.FirstAsync();

        await cancellation.CancelAsync();
        OperationCanceledException e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => match);
        Assert.Equal(cancellation.Token, e.CancellationToken);
        fixture.Touch();
        await token.GetIdentitiesAsync(Token);

        Assert.Equal(BioTokenState.Open, token.State);
    }

    [Theory]
    [MemberData(nameof(Fingers))]
    public async Task Pulling_the_token_out_while_it_waits_is_a_removal(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend, new ContractSetup { Script = "remove" });

        BioTokenException e = await AskAsync<BioTokenException>(fixture);

        Assert.Equal(BioTokenError.TokenRemoved, e.Reason);
    }

    private static Task<TokenAuthenticationException> AskForFingerAsync(ContractToken fixture)
        => AskAsync<TokenAuthenticationException>(fixture);

    /// <summary>Continues until the token requests a finger, which fails; a write that stops because of it has changed nothing.</summary>
    private static async Task<T> AskAsync<T>(ContractToken fixture)
        where T : BioTokenException
    {
        Exception? failure = await Record.ExceptionAsync(() => AskAsync(fixture));
        if (failure is not CertificateWriteException stopped)
            return failure as T ?? throw new Xunit.Sdk.XunitException($"Not a {typeof(T).Name}: {failure}");
        // A token that blocks the fingerprint ends the login, which hides what the write has left until the next one.
        bool mayBeLoggedOut = stopped.InnerException is TokenAuthenticationException { Failure: AuthenticationFailure.FingerprintBlocked };
        Assert.True(
            stopped.Contents == TokenContents.Unchanged
            || (mayBeLoggedOut && stopped.Contents == TokenContents.Unknown)
            || stopped.Reason == BioTokenError.TokenRemoved);
        return Assert.IsType<T>(stopped.InnerException);
    }

    private static async Task AskAsync(ContractToken fixture)
    {
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        if (token.Info.FingerprintMethod != FingerprintMethod.PerSignature)
            return;
        // A signature needs a key, and writing one verifies it with a signature: the token requests the finger at that point.
        using Npki.Identities.NpkiIdentity identity = TestIdentities.New();
        await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);
    }

    private sealed class PromptsOf(Recorder prompts) : IProgress<WriteProgress>
    {
        public void Report(WriteProgress value)
        {
            if (value.Prompt is { } prompt)
                prompts.Report(prompt);
        }
    }

    private sealed class Recorder : IProgress<FingerprintPrompt>
    {
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<FingerprintPromptKind> Kinds { get; } = [];

        public void Report(FingerprintPrompt value)
        {
            Kinds.Add(value.Kind);
            _first.TrySetResult();
        }

        public Task FirstAsync() => _first.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);
    }
}
