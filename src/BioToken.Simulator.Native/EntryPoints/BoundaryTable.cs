using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BioToken.Simulator.Native.EntryPoints;

/// <summary>
/// The functions that the C library calls, in the order of native/boundary.h, from which the list is written (BoundaryTable.targets). A
/// CK_ULONG arrives as a whole machine word, whatever its width in C.
/// </summary>
internal static unsafe partial class BoundaryTable
{
    private const int Mismatch = unchecked((int)0x80131040); // the assembly is not the one that was asked for

    /// <summary>Fills the C library's table. The only function that it looks up by name (native/host.c).</summary>
    /// <param name="table">The table.</param>
    /// <param name="size">Its size in bytes in the C library.</param>
    /// <returns>0, or a negative number if the library and this assembly do not belong together.</returns>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int Fill(nint* table, int size)
    {
        nint[] pointers = Pointers;
        if (size != pointers.Length * sizeof(nint))
            return Mismatch;
        pointers.CopyTo(new Span<nint>(table, pointers.Length));
        return 0;
    }
}
