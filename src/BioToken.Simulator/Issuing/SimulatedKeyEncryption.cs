namespace BioToken.Simulator.Issuing;

/// <summary>How the private keys of a certificate folder are encrypted.</summary>
public enum SimulatedKeyEncryption
{
    /// <summary>1.2.410.200004.1.15 with 2048 iterations, the usual form.</summary>
    SeedCbcWithSha1,

    /// <summary>PBES2 with PBKDF2 (HMAC-SHA256) and AES-256 in CBC mode, as other PKI software writes it.</summary>
    Pbes2Aes256,
}
