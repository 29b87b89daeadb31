namespace BioToken.Errors;

/// <summary>An identity may not be written. Nothing on the token was changed.</summary>
public sealed class CertificateRejectedException : BioTokenException
{
    /// <summary>Makes one; for tests and for other implementations of <see cref="IBioToken"/>.</summary>
    /// <param name="rejection">The reason.</param>
    /// <param name="message">What happened and what to do next, for people.</param>
    public CertificateRejectedException(CertificateRejection rejection, string message)
        : base(BioTokenError.CertificateRejected, message) => Rejection = rejection;

    /// <summary>The reason.</summary>
    public CertificateRejection Rejection { get; }
}
