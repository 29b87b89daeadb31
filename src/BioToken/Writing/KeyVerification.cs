namespace BioToken.Writing;

/// <summary>How a private key on a token was verified.</summary>
public enum KeyVerification
{
    /// <summary>It signed random bytes, and the signature verifies with the certificate.</summary>
    Signature,

    /// <summary>It decrypted random bytes that were encrypted with the certificate's public key.</summary>
    Decryption,

    /// <summary>
    /// Not by an operation of the key, since the token cannot decrypt with it: its modulus was compared with that of the certificate.
    /// </summary>
    Comparison,
}
