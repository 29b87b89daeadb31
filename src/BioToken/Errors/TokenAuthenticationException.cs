using BioToken.Authentication;

namespace BioToken.Errors;

/// <summary>Authentication failed.</summary>
public sealed class TokenAuthenticationException : BioTokenException
{
    /// <summary>Makes one; for tests and for other implementations of <see cref="IBioToken"/>.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="attemptsRemaining">Attempts that are left; null if the token does not report it.</param>
    /// <param name="message">What happened and what to do next, for people.</param>
    public TokenAuthenticationException(AuthenticationFailure failure, int? attemptsRemaining, string message)
        : base(BioTokenError.AuthenticationFailed, message)
    {
        Failure = failure;
        AttemptsRemaining = attemptsRemaining;
    }

    /// <summary>Why.</summary>
    public AuthenticationFailure Failure { get; }

    /// <summary>
    /// Attempts left, of the PIN or the fingerprint, whichever <see cref="Failure"/> is about; null if the token does not report it.
    /// </summary>
    public int? AttemptsRemaining { get; }
}
