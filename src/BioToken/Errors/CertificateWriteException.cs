namespace BioToken;

/// <summary>A write, replacement or erasure was interrupted.</summary>
public sealed class CertificateWriteException : BioTokenException
{
    internal CertificateWriteException(WriteStage stage, TokenContents contents, string message, Exception? innerException)
        : base((innerException as BioTokenException)?.Error ?? BioTokenError.Write, message, innerException)
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

    /// <summary>The stage at which it stopped.</summary>
    public WriteStage Stage { get; }

    /// <summary>What is on the token now.</summary>
    public TokenContents Contents { get; }
}
