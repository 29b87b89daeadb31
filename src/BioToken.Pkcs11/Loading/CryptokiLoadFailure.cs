namespace BioToken.Pkcs11.Loading;

/// <summary>Steps at which loading a module can stop, in their order.</summary>
public enum CryptokiLoadFailure
{
    /// <summary>The path is not absolute. A bare name would be searched for, and another library could be found.</summary>
    PathNotAbsolute,

    /// <summary>There is no such file.</summary>
    NotFound,

    /// <summary>The file cannot be read: permissions, or an error of the disk.</summary>
    NotReadable,

    /// <summary>The file is not a shared library.</summary>
    NotALibrary,

    /// <summary>The file is not the one expected: its SHA-256 differs.</summary>
    HashMismatch,

    /// <summary>The file is a library for another operating system.</summary>
    WrongSystem,

    /// <summary>The file is a library for another processor; most often a 32-bit driver in a 64-bit process.</summary>
    WrongMachine,

    /// <summary>The system rejected it; most often a library that it needs is missing.</summary>
    LoadFailed,

    /// <summary>It does not export C_GetFunctionList: not a PKCS#11 module.</summary>
    MissingExport,

    /// <summary>C_GetFunctionList failed, or gave no table.</summary>
    FunctionListFailed,

    /// <summary>The table is neither of PKCS#11 v2 nor of v3.</summary>
    UnsupportedVersion,

    /// <summary>C_Initialize failed.</summary>
    InitializeFailed,

    /// <summary>No part of this process has initialized the module, or it was finalized since.</summary>
    NotInitialized,

    /// <summary>C_GetInfo failed.</summary>
    GetInfoFailed,
}
