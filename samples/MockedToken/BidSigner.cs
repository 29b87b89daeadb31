using BioToken;
using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Signing;
using BioToken.Writing;

namespace MockedToken;

/// <summary>
/// Signs a bid with the holder's certificate, and returns what a person has to do if that fails. Your class stands here: it gets an
/// <see cref="IBioTokenProvider"/>, so that tests need no token.
/// </summary>
internal sealed class BidSigner(IBioTokenProvider provider)
{
    /// <param name="certificateSerialNumber">Serial number of the certificate to sign with.</param>
    /// <param name="pin">The PIN that the holder typed.</param>
    /// <param name="bid">The bid.</param>
    /// <param name="prompt">Tells the holder when to place a finger.</param>
    /// <param name="cancellationToken">Ends the wait for the holder.</param>
    public async Task<BidResult> SignAsync(
        string certificateSerialNumber,
        Pin pin,
        ReadOnlyMemory<byte> bid,
        IProgress<FingerprintPrompt> prompt,
        CancellationToken cancellationToken)
    {
        try
        {
            if ((await provider.ListAsync(cancellationToken)) is not [{ } found, ..])
                return BidResult.Failed("Plug in the token.");
            if (found.CheckPinState(allowFinalAttempt: false) == AuthenticationFailure.PinLocked)
                return BidResult.Failed("The PIN is locked. Ask the registration authority to initialize the token.");
            await using IBioToken token = await provider.OpenAsync(found, cancellationToken);
            if (await token.Recovery.GetInterruptedWriteAsync(cancellationToken) is { } unfinished)
                return BidResult.Failed($"Finish the renewal of {unfinished.NewSerialNumber} first.");
            await token.AuthenticateAsync(pin, prompt, cancellationToken);
            IReadOnlyList<TokenIdentity> identities = await token.GetIdentitiesAsync(cancellationToken);
            TokenIdentity? identity = identities.FirstOrDefault(i => i.SerialNumber == certificateSerialNumber);
            return identity is null
                ? BidResult.Failed("The certificate is not on the token.")
                : BidResult.Signed(
                    await token.SignAsync(bid, new SignOptions { Identity = identity }, prompt, cancellationToken));
        }
        catch (TokenAuthenticationException e) when (e is { Failure: AuthenticationFailure.PinIncorrect, AttemptsRemaining: { } left })
        {
            return BidResult.Failed($"The PIN is wrong. Attempts left: {left}.");
        }
        catch (BioTokenException e)
        {
            // Every message says what happened and what to do next.
            return BidResult.Failed(e.Message);
        }
    }

    public static async Task<string> RenewAsync(
        IBioToken token, TokenIdentity old, NpkiIdentity renewed, CancellationToken cancellationToken)
    {
        try
        {
            TokenIdentity current = await token.ReplaceAsync(old, renewed, cancellationToken: cancellationToken);
            return $"Renewed: {current.SerialNumber}";
        }
        catch (CertificateRejectedException e)
        {
            return $"Rejected: {e.Rejection}";
        }
        catch (CertificateWriteException e)
        {
            return $"Interrupted at {e.Stage}: {e.Contents}";
        }
        catch (BioTokenException e)
        {
            return e.Message;
        }
    }
}
