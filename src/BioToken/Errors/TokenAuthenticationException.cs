namespace BioToken;

/// <summary>Authentication failed.</summary>
public sealed class TokenAuthenticationException : BioTokenException
{
    internal TokenAuthenticationException(AuthenticationFailure failure, int? attemptsRemaining, string message)
        : base(BioTokenError.Authentication, message)
    {
        Failure = failure;
        AttemptsRemaining = attemptsRemaining;
    }

    /// <summary>Why.</summary>
    public AuthenticationFailure Failure { get; }

    /// <summary>Attempts left, of the PIN or the fingerprint, whichever <see cref="Failure"/> is about; null if the token does not report it.</summary>
    public int? AttemptsRemaining { get; }
}
