namespace BioToken;

/// <summary>An identity may not be written. Nothing on the token was changed.</summary>
public sealed class CertificateRejectedException : BioTokenException
{
    internal CertificateRejectedException(CertificateRejection reason, string message)
        : base(BioTokenError.CertificateRejected, message) => Reason = reason;

    /// <summary>Why.</summary>
    public CertificateRejection Reason { get; }
}
