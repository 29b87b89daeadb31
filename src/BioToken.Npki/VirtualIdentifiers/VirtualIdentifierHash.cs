namespace BioToken.Npki.VirtualIdentifiers;

/// <summary>Hash functions that a VID is made with (KCAC.TS.SIVID).</summary>
public enum VirtualIdentifierHash
{
    /// <summary>SHA-1, in old certificates.</summary>
    Sha1,

    /// <summary>SHA-256, in today's certificates.</summary>
    Sha256,

    /// <summary>SHA-384.</summary>
    Sha384,

    /// <summary>SHA-512.</summary>
    Sha512,

    /// <summary>HAS-160 (TTAS.KO-12.0011/R1), in old certificates.</summary>
    Has160,
}
