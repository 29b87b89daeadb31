namespace BioToken.Pkcs11.Loading;

/// <summary>Kinds of library files.</summary>
public enum ModuleFormat
{
    /// <summary>Linux and other Unix systems.</summary>
    Elf,

    /// <summary>Windows.</summary>
    PortableExecutable,

    /// <summary>macOS.</summary>
    MachO,
}
