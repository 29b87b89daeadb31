using BioToken.Authentication;

namespace BioToken.Errors;

/// <summary>Authentication failed.</summary>
public sealed class TokenAuthenticationException : BioTokenException
{
    /// <summary>Makes one; for tests and for other implementations of <see cref="IBioToken"/>.</summary>
    /// <param name="failure">The reason.</param>
    /// <param name="attemptsRemaining">Attempts left; null if the token does not report it.</param>
    /// <param name="message">What happened and what to do next, for people.</param>
    public TokenAuthenticationException(AuthenticationFailure failure, int? attemptsRemaining, string message)
        : base(BioTokenError.AuthenticationFailed, message)
    {
        Failure = failure;
        AttemptsRemaining = attemptsRemaining;
    }

    /// <summary>The reason.</summary>
    public AuthenticationFailure Failure { get; }

    /// <summary>
    /// Attempts left for the PIN or the fingerprint, depending on <see cref="Failure"/>; null if the token does not report it.
    /// </summary>
    public int? AttemptsRemaining { get; }
}
