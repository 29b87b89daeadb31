using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;
using BioToken.Pkcs11.Records;

namespace BioToken.Pkcs11.Native;

/// <summary>A module's CK_FUNCTION_LIST: its version, and the addresses of its functions.</summary>
internal sealed unsafe class FunctionList
{
    private readonly nuint[] _addresses;

    /// <summary>Reads the table that C_GetFunctionList gave.</summary>
    /// <param name="table">The table's address.</param>
    /// <param name="structures">The module's layout.</param>
    public FunctionList(void* table, CkStructures structures)
    {
        CkStructure at = structures.FunctionList;
        Version = CkMemory.ReadVersion(new ReadOnlySpan<byte>(table, sizeof(ushort)), 0);

        // C_WaitForSlotEvent came with v2.01; in an older module's table, other data follow the end. A v3 table of C_GetFunctionList begins
        // with the functions of v2.40.
        int count = (int)CryptokiFunction.WaitForSlotEvent + (Version is { Major: 2, Minor: 0 } ? 0 : 1);
        _addresses = new nuint[IsSupported ? count : 0];
        for (int i = 0; i < _addresses.Length; i++)
        {
            var entry = new ReadOnlySpan<byte>((byte*)table + at[i + 1], structures.Layout.PointerSize);
            _addresses[i] = structures.Layout.ReadPointer(entry, 0);
        }
    }

    /// <summary>Version of the interface that the table belongs to.</summary>
    public CryptokiVersion Version { get; }

    /// <summary>Whether this binding supports the table: of v2, or of v3, which begins in the same way.</summary>
    public bool IsSupported => Version.Major is 2 or 3;

    /// <summary>Address of a function; null if the module has none.</summary>
    public void* this[CryptokiFunction function] => (int)function < _addresses.Length ? (void*)_addresses[(int)function] : null;
}
