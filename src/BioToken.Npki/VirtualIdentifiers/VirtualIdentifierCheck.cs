namespace BioToken.Npki.VirtualIdentifiers;

/// <summary>Result of comparing an identity number with the VID of a certificate.</summary>
public enum VirtualIdentifierCheck
{
    /// <summary>The certificate has no VID, its hash is unknown, or the key file holds no random value R: nothing was compared.</summary>
    NotAvailable,

    /// <summary>The number belongs to the holder of the certificate.</summary>
    Match,

    /// <summary>The number is not that of the holder.</summary>
    Mismatch,
}
