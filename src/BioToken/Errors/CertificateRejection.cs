namespace BioToken.Errors;

/// <summary>Specifies why a certificate may not be written.</summary>
public enum CertificateRejection
{
    /// <summary>It has expired. <see cref="Writing.WriteOptions.AllowExpired"/> permits it.</summary>
    Expired,

    /// <summary>It is not valid yet.</summary>
    NotYetValid,

    /// <summary>
    /// A test authority issued it and the token is a real one. <see cref="Writing.WriteOptions.AllowTestAuthority"/> permits it.
    /// </summary>
    TestAuthority,

    /// <summary>The same certificate is already on the token. Replace it instead.</summary>
    AlreadyOnToken,

    /// <summary>The identity to replace is no longer on the token, or has changed.</summary>
    OldIdentityChanged,

    /// <summary>
    /// The old identity would be erased first, but the new one is not in a folder from which it could be written if that is interrupted.
    /// </summary>
    SourceNotKept,

    /// <summary>The source is not the certificate of the interrupted write.</summary>
    SourceMismatch,

    /// <summary>
    /// The identity to be replaced has the random value R, and the key of the new one has none although its certificate has a VID: sites
    /// could no longer verify the holder's identity number. <see cref="Writing.WriteOptions.AllowMissingRandomValue"/> permits it.
    /// </summary>
    RandomValueMissing,

    /// <summary>The token does not support an RSA key of this size.</summary>
    KeySizeNotSupported,

    /// <summary>The token does not support a key of this type.</summary>
    KeyTypeNotSupported,
}
