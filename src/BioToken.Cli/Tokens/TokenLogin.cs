using BioToken.Authentication;
using BioToken.Cli.Errors;
using BioToken.Cli.Output;
using BioToken.Cli.Resources;
using BioToken.Cli.Secrets;
using BioToken.Errors;
using BioToken.Tokens;

namespace BioToken.Cli.Tokens;

/// <summary>Authenticates a person: PIN and finger in the order that the token requires.</summary>
/// <param name="token">The token.</param>
/// <param name="access">How the person logs in.</param>
/// <param name="secrets">Asks for the PIN.</param>
/// <param name="output">The command's output.</param>
internal sealed class TokenLogin(IBioToken token, TokenAccess access, SecretReader secrets, CommandOutput output)
{
    /// <summary>Throws, before a PIN is requested, if the login cannot succeed.</summary>
    public async Task CheckPossibleAsync(CancellationToken cancellationToken)
    {
        if (!token.Info.AuthenticationSteps.Contains(AuthenticationStep.Pin))
            return;
        if (token.Info.CheckPinState(access.Options.AllowFinalPinAttempt) is { } refusal)
        {
            // The text is named like the code.
            ExitCode code = ExitCodes.Of(refusal);
            throw new CliException(code, Texts.Get(code.ToString()))
            {
                Hint = refusal == AuthenticationFailure.PinLocked ? await SupportContact.OfAsync(token, cancellationToken) : null,
            };
        }

        secrets.Require(access.Pin);
    }

    /// <summary>Takes all steps. A PIN is sent once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (AuthenticationStep step in token.Info.AuthenticationSteps)
        {
            if (step == AuthenticationStep.Pin)
                await SendPinAsync(pin => LogInAsync(pin, cancellationToken), cancellationToken);
            else
                await TryFingersAsync(() => MatchFingerAsync(cancellationToken));
        }
    }

    /// <summary>
    /// Runs an operation that needs a finger, and again after a mismatch, as long as the token allows it and a person can retry.
    /// </summary>
    public async Task<T> TryFingersAsync<T>(Func<Task<T>> match)
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
    /// Sends the PIN. Asks again after a wrong typed one if the token reports how many attempts are left, and never for the final one; each
    /// that is typed is sent once.
    /// </summary>
    public async Task SendPinAsync(Func<Pin, Task> send, CancellationToken cancellationToken)
    {
        while (true)
        {
            Secret secret = await secrets.GetAsync(access.Pin, cancellationToken);
            try
            {
                using Pin pin = MakePin(secret, token.Info);
                await send(pin);
                // The rest of the command may take minutes.
                secrets.Forget(access.Pin);
                return;
            }
            catch (Exception e) when (secrets.CanAskAgain(access.Pin) && MayTypeAgain(e))
            {
                secrets.Reject(access.Pin, e.Message);
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

    private Task<bool> LogInAsync(Pin pin, CancellationToken cancellationToken)
        => output.WithProgressAsync(Texts.Get("LoggingIn"), async report =>
        {
            await token.LoginAsync(pin, Prompts(report), cancellationToken);
            return true;
        });

    private async Task<bool> MatchFingerAsync(CancellationToken cancellationToken)
    {
        // Other tokens ask for the finger within the login or the signature; this only marks the step.
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

    /// <summary>Makes a PIN of a typed or read text.</summary>
    /// <exception cref="CliException">No token accepts it.</exception>
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
    public static string LengthOf(BioTokenInfo token)
        => Texts.Format("PinLengthInvalid", token.MinPinLength ?? 1, token.MaxPinLength ?? Pin.MaxLength);
}
