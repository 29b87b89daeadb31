using BioToken.Authentication;
using BioToken.Tokens;

namespace BioToken;

/// <summary>Operations that combine others of <see cref="IBioToken"/>.</summary>
public static class BioTokenExtensions
{
    /// <summary>
    /// Logs in: PIN and finger, as far as the token requires them and in its order (<see cref="BioTokenInfo.AuthenticationSteps"/>). A step
    /// that is already done is skipped, so that a person who failed at the second step continues there.
    /// </summary>
    /// <param name="token">The token.</param>
    /// <param name="pin">The PIN, which the caller disposes. Not sent if the token does not require one.</param>
    /// <param name="progress">Receives the prompts for the person; null for no prompts.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Errors.TokenAuthenticationException">
    /// The PIN or the finger was rejected, or the PIN was not sent, since it could not be right or a wrong one would lock the token.
    /// </exception>
    /// <exception cref="Errors.BioTokenException">The token was removed, or the module failed.</exception>
    public static async Task AuthenticateAsync(
        this IBioToken token, Pin pin, IProgress<FingerprintPrompt>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(pin);
        bool wasDone = token.State == BioTokenState.Authenticated;
        // Steps are done in order, and there are two at most.
        int done = token.State == BioTokenState.PartlyAuthenticated ? 1 : 0;
        foreach (AuthenticationStep step in token.Info.AuthenticationSteps.Skip(done))
        {
            if (step == AuthenticationStep.Fingerprint)
                await token.MatchFingerprintAsync(progress, cancellationToken).ConfigureAwait(false);
            else
                await LoginAsync(token, pin, wasDone, progress, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Logs in again if the module has lost a login that was made; a token that is still logged in gets no PIN.</summary>
    private static async Task LoginAsync(
        IBioToken token, Pin pin, bool wasDone, IProgress<FingerprintPrompt>? progress, CancellationToken cancellationToken)
    {
        try
        {
            await token.LoginAsync(pin, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException) when (wasDone && token.State == BioTokenState.Authenticated)
        {
            // It is still logged in.
        }
    }
}
