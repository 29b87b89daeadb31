using BioToken.Authentication;
using BioToken.Cli.Errors;
using BioToken.Cli.Output;
using BioToken.Cli.Resources;
using BioToken.Cli.Secrets;
using BioToken.Errors;
using BioToken.Tokens;

namespace BioToken.Cli.Tokens;

/// <summary>Lets a person in: PIN and finger in the order that the token wants.</summary>
internal static class TokenLogin
{
    /// <summary>Refuses, before a PIN is asked for, what cannot succeed.</summary>
    public static async Task CheckPossibleAsync(
        IBioToken token, BioTokenOptions options, SecretReader secrets, SecretSource pin, CancellationToken cancellationToken)
    {
        if (!token.Info.AuthenticationSteps.Contains(AuthenticationStep.Pin))
            return;
        if (token.Info.PinState == PinState.Locked)
        {
            throw new CliException(ExitCode.PinLocked, Texts.Get("PinLocked"))
            {
                Hint = await SupportContact.OfAsync(token, cancellationToken),
            };
        }

        if (token.Info.PinState == PinState.FinalAttempt && !options.AllowFinalPinAttempt)
            throw CliException.Of(ExitCode.FinalPinAttempt, "FinalPinAttempt");
        secrets.Require(pin);
    }

    /// <summary>Takes all steps. A PIN is sent once.</summary>
    public static async Task RunAsync(
        IBioToken token, SecretReader secrets, SecretSource pin, CommandOutput output, CancellationToken cancellationToken)
    {
        foreach (AuthenticationStep step in token.Info.AuthenticationSteps)
        {
            if (step == AuthenticationStep.Pin)
                await SendPinAsync(token, secrets, pin, output, cancellationToken);
            else
                await TryFingersAsync(secrets, () => MatchFingerAsync(token, output, cancellationToken));
        }
    }

    /// <summary>Does what takes a finger, and again with another one after a mismatch, as long as the token allows it and a person is there.</summary>
    public static async Task<T> TryFingersAsync<T>(SecretReader secrets, Func<Task<T>> match)
    {
        while (true)
        {
            try
            {
                return await match();
            }
            catch (TokenAuthenticationException e) when (secrets.HasPerson && IsMismatch(e))
            {
                secrets.Say(e.Message);
            }
        }
    }

    /// <summary>Shows the token's prompts.</summary>
    public static IProgress<FingerprintPrompt> Prompts(ProgressReport report)
        => new ImmediateProgress<FingerprintPrompt>(prompt => report(prompt.Text));

    /// <summary>
    /// Sends the PIN. A wrong one that was typed is asked for again where the token has said how many attempts are left, and never for the
    /// final one; each that is typed is sent once.
    /// </summary>
    private static async Task SendPinAsync(
        IBioToken token, SecretReader secrets, SecretSource source, CommandOutput output, CancellationToken cancellationToken)
        => await SendPinAsync(
            token,
            secrets,
            source,
            async pin => await output.WithProgressAsync(Texts.Get("LoggingIn"), async report =>
            {
                await token.LoginAsync(pin, Prompts(report), cancellationToken);
                return true;
            }),
            cancellationToken);

    /// <summary>Does what a PIN is needed for, by the same rule.</summary>
    public static async Task SendPinAsync(
        IBioToken token, SecretReader secrets, SecretSource source, Func<Pin, Task> send, CancellationToken cancellationToken)
    {
        while (true)
        {
            Secret secret = await secrets.GetAsync(source, cancellationToken);
            try
            {
                using Pin pin = MakePin(secret, token.Info);
                await send(pin);
                return;
            }
            catch (Exception e) when (secrets.CanAskAgain(source) && MayTypeAgain(e))
            {
                secrets.Reject(source, e.Message);
            }
            catch (TokenAuthenticationException e) when (e.Failure == AuthenticationFailure.PinLocked)
            {
                e.Data[SupportContact.Key] = await SupportContact.OfAsync(token, cancellationToken);
                throw;
            }
        }
    }

    private static bool MayTypeAgain(Exception refusal) => refusal switch
    {
        CliException { Code: ExitCode.PinLengthInvalid } => true,
        TokenAuthenticationException { Failure: AuthenticationFailure.PinIncorrect, AttemptsRemaining: > 1 } => true,
        // Found before it was sent.
        TokenAuthenticationException { Failure: AuthenticationFailure.PinLengthInvalid, ReturnValue: null } => true,
        TokenAuthenticationException finger => IsMismatch(finger),
        _ => false,
    };

    private static bool IsMismatch(TokenAuthenticationException e)
        => e is { Failure: AuthenticationFailure.FingerprintMismatch, AttemptsRemaining: not 0 };

    private static async Task<bool> MatchFingerAsync(IBioToken token, CommandOutput output, CancellationToken cancellationToken)
    {
        // Elsewhere the finger is asked for within the login or the signature, and this only marks the step.
        if (token.Info.FingerprintMethod != FingerprintMethod.ProtectedPath)
        {
            await token.MatchFingerprintAsync(progress: null, cancellationToken);
            return true;
        }

        return await output.WithProgressAsync(Texts.Get("WaitingForFinger"), async report =>
        {
            await token.MatchFingerprintAsync(Prompts(report), cancellationToken);
            return true;
        });
    }

    /// <summary>Makes a PIN of what was typed or read.</summary>
    /// <exception cref="CliException">No token takes it.</exception>
    public static Pin MakePin(Secret secret, BioTokenInfo token)
    {
        try
        {
            return Pin.FromText(secret.Text);
        }
        catch (ArgumentException e)
        {
            throw new CliException(ExitCode.PinLengthInvalid, LengthOf(token), e);
        }
    }

    /// <summary>Says how long a PIN of a token is.</summary>
    public static string LengthOf(BioTokenInfo token) => Texts.Format("PinLengthInvalid", token.MinPinLength ?? 1, token.MaxPinLength ?? Pin.MaxLength);
}
