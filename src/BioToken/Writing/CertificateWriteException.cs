using BioToken.Errors;

namespace BioToken.Writing;

/// <summary>A write, replacement or erasure was interrupted.</summary>
public sealed class CertificateWriteException : BioTokenException
{
    /// <summary>Makes one; for tests and for other implementations of <see cref="IBioToken"/>.</summary>
    /// <param name="stage">The stage at which it was interrupted.</param>
    /// <param name="contents">What is on the token now.</param>
    /// <param name="message">What happened and what to do next, for people.</param>
    /// <param name="innerException">
    /// The cause; null if there is none. A <see cref="BioTokenException"/> also gives its error, function, return value and vendor.
    /// </param>
    public CertificateWriteException(WriteStage stage, TokenContents contents, string message, Exception? innerException = null)
        : base((innerException as BioTokenException)?.Reason ?? BioTokenError.WriteFailed, message, innerException)
    {
        Stage = stage;
        Contents = contents;
        if (innerException is BioTokenException cause)
        {
            Function = cause.Function;
            ReturnValue = cause.ReturnValue;
            Vendor = cause.Vendor;
        }
    }

    /// <summary>The stage at which it was interrupted.</summary>
    public WriteStage Stage { get; }

    /// <summary>What is on the token now.</summary>
    public TokenContents Contents { get; }

    internal override bool IsExplained => true;
}
