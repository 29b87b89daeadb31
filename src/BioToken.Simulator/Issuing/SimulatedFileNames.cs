namespace BioToken.Simulator.Issuing;

/// <summary>How the file names of a certificate folder are written. Both are seen in the field.</summary>
public enum SimulatedFileNames
{
    /// <summary><c>signCert.der</c>, <c>signPri.key</c>, <c>kmCert.der</c>, <c>kmPri.key</c>.</summary>
    LowerCamel,

    /// <summary><c>SignCert.der</c>, <c>SignPri.key</c>, <c>KmCert.der</c>, <c>KmPri.key</c>.</summary>
    UpperCamel,
}
