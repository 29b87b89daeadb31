namespace BioToken.Pkcs11.Loading;

/// <summary>Processors that a library file is made for.</summary>
public enum ModuleMachine
{
    /// <summary>A processor that .NET does not run on, or that is not named here.</summary>
    Other,

    /// <summary>32-bit Intel.</summary>
    X86,

    /// <summary>64-bit Intel.</summary>
    X64,

    /// <summary>32-bit ARM.</summary>
    Arm,

    /// <summary>64-bit ARM.</summary>
    Arm64,
}
