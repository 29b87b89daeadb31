namespace BioToken.Errors;

/// <summary>Why a certificate may not be written.</summary>
public enum CertificateRejection
{
    /// <summary>It has expired. <see cref="Writing.WriteOptions.AllowExpired"/> writes it all the same.</summary>
    Expired,

    /// <summary>It is not valid yet.</summary>
    NotYetValid,

    /// <summary>
    /// A test authority issued it and the token is a real one. <see cref="Writing.WriteOptions.AllowTestAuthority"/> writes it all the
    /// same.
    /// </summary>
    TestAuthority,

    /// <summary>The very same certificate is on the token. Replace it instead.</summary>
    AlreadyOnToken,

    /// <summary>The identity that was to be replaced is not on the token any more, or has changed.</summary>
    OldIdentityChanged,

    /// <summary>
    /// The old identity would be erased first, but the new one is not in a folder from which it could be written if that is interrupted.
    /// </summary>
    SourceNotKept,

    /// <summary>The source is not the certificate that was being written when it was interrupted.</summary>
    SourceMismatch,

    /// <summary>
    /// The identity to be replaced has the random value R, and the key of the new one has none although its certificate has a VID: sites
    /// could no longer identify the holder. <see cref="Writing.WriteOptions.AllowMissingRandomValue"/> replaces it all the same.
    /// </summary>
    RandomValueMissing,

    /// <summary>The token does not take an RSA key of this size.</summary>
    KeySizeNotSupported,

    /// <summary>The token does not take a key of this type.</summary>
    KeyTypeNotSupported,
}
