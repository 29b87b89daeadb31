namespace BioToken.Pkcs11.Tests;

/// <summary>ABIs that the stub module is compiled for.</summary>
public enum StubAbi
{
    /// <summary>The ABI of this system.</summary>
    Native,

    /// <summary>The ABI of 64-bit Windows: CK_ULONG of four bytes, packed structures, junk in the upper half of a returned CK_RV.</summary>
    Windows,
}
