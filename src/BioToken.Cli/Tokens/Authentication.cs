namespace BioToken.Cli;

/// <summary>Lets a person in: PIN and finger in the order that the token wants.</summary>
internal static class Authentication
{
    /// <summary>Refuses, before a PIN is asked for, what cannot succeed.</summary>
    public static void CheckPossible(BioTokenInfo token, BioTokenOptions options, SecretReader secrets, SecretSource pin)
    {
        if (!token.AuthenticationSteps.Contains(AuthenticationStep.Pin))
            return;
        if (token.PinState == PinState.Locked)
            throw CliException.Of(ExitCode.PinLocked, "PinLocked");
        if (token.PinState == PinState.FinalTry && !options.AllowFinalPinTry)
            throw CliException.Of(ExitCode.PinFinalTry, "PinFinalTry");
        secrets.Require(pin);
    }

    /// <summary>Takes all steps. A PIN is sent once.</summary>
    public static async Task RunAsync(
        IBioToken token, SecretReader secrets, SecretSource pin, CommandOutput output, CancellationToken cancellationToken)
    {
        foreach (AuthenticationStep step in token.Info.AuthenticationSteps)
        {
            if (step == AuthenticationStep.Pin)
                await SendPinAsync(token, await secrets.GetAsync(pin, cancellationToken), output, cancellationToken);
            else
                await MatchFingerAsync(token, output, cancellationToken);
        }
    }

    /// <summary>Shows the token's prompts.</summary>
    public static IProgress<FingerprintPrompt> Prompts(ProgressReport report)
        => new ImmediateProgress<FingerprintPrompt>(prompt => report(prompt.Text));

    private static async Task SendPinAsync(IBioToken token, Secret secret, CommandOutput output, CancellationToken cancellationToken)
    {
        using Pin pin = MakePin(secret);
        await output.WithProgressAsync(Texts.Get("LoggingIn"), async report =>
        {
            await token.LoginAsync(pin, Prompts(report), cancellationToken);
            return true;
        });
    }

    private static async Task MatchFingerAsync(IBioToken token, CommandOutput output, CancellationToken cancellationToken)
    {
        // Elsewhere the finger is asked for within the login or the signature, and this only marks the step.
        if (token.Info.FingerprintMethod != FingerprintMethod.ProtectedPath)
        {
            await token.MatchFingerprintAsync(progress: null, cancellationToken);
            return;
        }

        await output.WithProgressAsync(Texts.Get("WaitingForFinger"), async report =>
        {
            await token.MatchFingerprintAsync(Prompts(report), cancellationToken);
            return true;
        });
    }

    private static Pin MakePin(Secret secret)
    {
        try
        {
            return Pin.FromText(secret.Text);
        }
        catch (ArgumentException e)
        {
            throw new CliException(ExitCode.PinLength, Texts.Format("PinLength", Pin.MaxLength), e);
        }
    }
}
