namespace BioToken.Simulator.Mechanisms.Ciphers;

/// <summary>Specifies a block cipher's mode.</summary>
internal enum BlockMode
{
    /// <summary>Each block by itself; whole blocks only.</summary>
    Ecb,

    /// <summary>In a chain; whole blocks only.</summary>
    Cbc,

    /// <summary>In a chain, padded by PKCS#7.</summary>
    CbcPad,
}
