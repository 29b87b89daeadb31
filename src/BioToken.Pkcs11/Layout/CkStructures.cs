using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Resources;

namespace BioToken.Pkcs11.Layout;

/// <summary>The structures that cross the boundary, in one layout (PKCS#11 v2.40 section 3; fields in its order).</summary>
internal sealed class CkStructures
{
    /// <summary>
    /// Bytes of the buffer that any CK_*_INFO is received in: more than the largest, should a module be of another layout.
    /// </summary>
    public const int InfoBufferSize = 512;

    public CkStructures(CkLayout layout)
    {
        if (!layout.IsValid)
            throw new ArgumentException(Messages.Format("LayoutUnknown", layout), nameof(layout));
        Layout = layout;
        Info = new(layout, CkField.Version, CkField.Bytes(32), CkField.ULong, CkField.Bytes(32), CkField.Version);
        SlotInfo = new(layout, CkField.Bytes(64), CkField.Bytes(32), CkField.ULong, CkField.Version, CkField.Version);
        TokenInfo = new(
            layout,
            CkField.Bytes(32), CkField.Bytes(32), CkField.Bytes(16), CkField.Bytes(16),
            CkField.ULong,
            CkField.ULong, CkField.ULong, CkField.ULong, CkField.ULong, CkField.ULong,
            CkField.ULong, CkField.ULong, CkField.ULong, CkField.ULong, CkField.ULong,
            CkField.Version, CkField.Version, CkField.Bytes(16));
        SessionInfo = new(layout, CkField.ULong, CkField.ULong, CkField.ULong, CkField.ULong);
        MechanismInfo = new(layout, CkField.ULong, CkField.ULong, CkField.ULong);
        Attribute = new(layout, CkField.ULong, CkField.Pointer, CkField.ULong);
        Mechanism = new(layout, CkField.ULong, CkField.Pointer, CkField.ULong);
        PssParameters = new(layout, CkField.ULong, CkField.ULong, CkField.ULong);
        OaepParameters = new(layout, CkField.ULong, CkField.ULong, CkField.ULong, CkField.Pointer, CkField.ULong);
        InitializeArguments = new(
            layout, CkField.Pointer, CkField.Pointer, CkField.Pointer, CkField.Pointer, CkField.ULong, CkField.Pointer);
        FunctionList = new(
            layout, [CkField.Version, .. Enumerable.Repeat(CkField.Pointer, (int)CryptokiFunction.WaitForSlotEvent + 1)]);
    }

    public CkLayout Layout { get; }

    public CkStructure Info { get; }

    public CkStructure SlotInfo { get; }

    public CkStructure TokenInfo { get; }

    public CkStructure SessionInfo { get; }

    public CkStructure MechanismInfo { get; }

    public CkStructure Attribute { get; }

    public CkStructure Mechanism { get; }

    public CkStructure PssParameters { get; }

    public CkStructure OaepParameters { get; }

    public CkStructure InitializeArguments { get; }

    public CkStructure FunctionList { get; }
}
