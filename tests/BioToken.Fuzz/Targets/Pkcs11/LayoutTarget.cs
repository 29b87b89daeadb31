using BioToken.Pkcs11.Layout;
using BioToken.Pkcs11.Records;

namespace BioToken.Fuzz;

/// <summary>The CK_*_INFO structures in each layout, and the values written in the other direction.</summary>
internal sealed class LayoutTarget : FuzzTarget
{
    private static readonly CkStructures[] Structures =
        [new(CkLayout.Unix64), new(CkLayout.Win64), new(CkLayout.Win32), new(new CkLayout(4, 4, 4))];

    public override int MaxLength => CkStructures.InfoBufferSize;

    public override IReadOnlyList<string> Words => ["한글", "                ", "SIMULATED", "\0\0\0\0\0\0\0\0"];

    public override IEnumerable<byte[]> MakeSeeds()
        => [new byte[1], [.. Enumerable.Repeat((byte)0xFF, CkStructures.InfoBufferSize)], [2, .. Utf8("SIMULATED 회사".PadRight(64)), .. new byte[200]]];

    public override bool IsDeclared(Exception e) => false;

    public override void Read(byte[] input)
    {
        byte[] memory = new byte[CkStructures.InfoBufferSize];
        input.CopyTo(memory, 0);
        CkStructures structures = Structures[memory[0] % Structures.Length];
        CryptokiInfo info = structures.DecodeInfo(memory);
        SlotInfo slot = structures.DecodeSlotInfo(memory);
        TokenInfo token = structures.DecodeTokenInfo(memory);
        _ = structures.DecodeSessionInfo(memory);
        _ = structures.DecodeMechanismInfo(memory);
        foreach (string text in new[] { info.Manufacturer, info.Description, slot.Description, slot.Manufacturer, token.Label, token.Manufacturer, token.Model, token.SerialNumber })
            Require(!text.EndsWith(' ') && !text.EndsWith('\0'), "a text has no padding");
        Require(
            token.MinPinLength != structures.Layout.AllOnes && token.FreePublicMemory != structures.Layout.AllOnes, "unavailable is null");
        CheckScalars(structures.Layout, memory);
    }

    /// <summary>Checks that a written number of any width is read back.</summary>
    private static void CheckScalars(CkLayout layout, byte[] memory)
    {
        ulong value = layout.ReadULong(memory, 1);
        byte[] written = new byte[sizeof(ulong)];
        layout.WriteULong(written, 0, value);
        Require(layout.ReadULong(written, 0) == value, "a CK_ULONG that is written is read again");
        ulong[] list = [value, value];
        layout.Widen(list.AsSpan());
        nuint pointer = layout.ReadPointer(memory, 9);
        layout.WritePointer(written, 0, pointer);
        Require(layout.ReadPointer(written, 0) == pointer, "a pointer that is written is read again");
    }
}
