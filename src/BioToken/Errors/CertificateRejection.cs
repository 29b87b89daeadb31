namespace BioToken;

/// <summary>Why a certificate may not be written.</summary>
public enum CertificateRejection
{
    /// <summary>It has expired. <see cref="WriteOptions.AllowExpired"/> writes it all the same.</summary>
    Expired,

    /// <summary>It is not valid yet.</summary>
    NotYetValid,

    /// <summary>A test authority issued it and the token is a real one. <see cref="WriteOptions.AllowTestAuthority"/> writes it all the same.</summary>
    TestAuthority,

    /// <summary>The very same certificate is on the token. Replace it instead.</summary>
    AlreadyOnToken,

    /// <summary>The identity that was to be replaced is not on the token any more, or has changed.</summary>
    OldIdentityChanged,
}
