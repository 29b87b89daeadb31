using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;

namespace BioToken.Pkcs11.Native;

/// <summary>
/// A module behind function pointers. Calls may come from any thread, but one at a time: modules differ in what they lock.
/// </summary>
/// <remarks>
/// A module's results are checked before use. An impossible number (more handles than fit, a signature longer than its buffer) makes a call
/// that claims success a <see cref="CKR.GENERAL_ERROR"/>.
/// </remarks>
internal sealed unsafe partial class NativeCryptoki : ICryptoki
{
    /// <summary>Most slots or mechanisms that a module is believed to have.</summary>
    internal const int MaxListLength = 64 * 1024;

    private readonly CkStructures _structures;
    private readonly CkLayout _layout;
    private readonly nuint _returnMask;
    private FunctionTable _functions;

    public NativeCryptoki(FunctionList functions, CkStructures structures)
    {
        _structures = structures;
        _layout = structures.Layout;
        _returnMask = (nuint)(_layout.AllOnes & nuint.MaxValue);
        _functions = new(functions);
    }

    /// <summary>
    /// Ends the use of this binding: each call returns CKR_CRYPTOKI_NOT_INITIALIZED from now on. The module is not affected.
    /// </summary>
    public void Dispose() => _functions = new(list: null);

    private CKR Result(nuint returned) => (CKR)(returned & _returnMask);

    /// <summary>Decodes a scalar that the module wrote into a cell which was zero before: a narrow CK_ULONG fills its lower half.</summary>
    private nuint Scalar(nuint cell) => cell & _returnMask;
}
