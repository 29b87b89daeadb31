using System.Runtime.InteropServices;

namespace BioToken.Pkcs11.Layout;

/// <summary>
/// How a module lays out its structures (PKCS#11 v2.40 base specification sections 2.1 and 3.1): the ABI as a value, so that one code path
/// serves all of them and every one can be tested on any computer.
/// </summary>
/// <param name="ULongSize">Bytes of a CK_ULONG: 8 on 64-bit Unix, 4 on Windows and on 32-bit systems.</param>
/// <param name="PointerSize">Bytes of a pointer.</param>
/// <param name="Packing">Largest alignment of a structure's field in bytes: 1 on Windows, where structures are packed.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CkLayout(int ULongSize, int PointerSize, int Packing)
{
    /// <summary>64-bit Linux and macOS.</summary>
    public static CkLayout Unix64 => new(8, 8, 8);

    /// <summary>64-bit Windows.</summary>
    public static CkLayout Win64 => new(4, 8, 1);

    /// <summary>32-bit Windows.</summary>
    public static CkLayout Win32 => new(4, 4, 1);

    /// <summary>The layout of modules that are made for the running process.</summary>
    public static CkLayout Native => OperatingSystem.IsWindows()
        ? new(4, nint.Size, 1)
        : new(nint.Size, nint.Size, nint.Size);

    /// <summary>All ones in a CK_ULONG's width, which is CK_UNAVAILABLE_INFORMATION.</summary>
    internal ulong AllOnes => ULongSize == sizeof(uint) ? uint.MaxValue : ulong.MaxValue;

    internal bool IsValid => ULongSize is 4 or 8 && PointerSize is 4 or 8 && Packing is 1 or 2 or 4 or 8;
}
