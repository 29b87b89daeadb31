using System.Text;
using BioToken.Pkcs11.Layout;
using BioToken.Pkcs11.Records;

namespace BioToken.Simulator.Native.Codec;

/// <summary>Encodes records into the CK_*_INFO structures.</summary>
internal static class InfoEncoder
{
    public static void Encode(this CkStructures structures, CryptokiInfo info, Span<byte> memory)
    {
        CkStructure at = structures.Info;
        memory.Clear();
        WriteVersion(memory, at[0], info.CryptokiVersion);
        WriteText(memory.Slice(at[1], 32), info.Manufacturer);
        WriteText(memory.Slice(at[3], 32), info.Description);
        WriteVersion(memory, at[4], info.LibraryVersion);
    }

    public static void Encode(this CkStructures structures, SlotInfo info, Span<byte> memory)
    {
        CkStructure at = structures.SlotInfo;
        memory.Clear();
        WriteText(memory.Slice(at[0], 64), info.Description);
        WriteText(memory.Slice(at[1], 32), info.Manufacturer);
        structures.Layout.WriteULong(memory, at[2], (ulong)info.Flags);
        WriteVersion(memory, at[3], info.HardwareVersion);
        WriteVersion(memory, at[4], info.FirmwareVersion);
    }

    public static void Encode(this CkStructures structures, TokenInfo info, Span<byte> memory)
    {
        CkStructure at = structures.TokenInfo;
        memory.Clear();
        WriteText(memory.Slice(at[0], 32), info.Label);
        WriteText(memory.Slice(at[1], 32), info.Manufacturer);
        WriteText(memory.Slice(at[2], 16), info.Model);
        WriteText(memory.Slice(at[3], 16), info.SerialNumber);
        structures.Layout.WriteULong(memory, at[4], (ulong)info.Flags);
        ReadOnlySpan<ulong?> figures =
        [
            ToNumber(info.MaxSessionCount),
            info.SessionCount,
            ToNumber(info.MaxReadWriteSessionCount),
            info.ReadWriteSessionCount,
            info.MaxPinLength,

            info.MinPinLength, info.TotalPublicMemory, info.FreePublicMemory, info.TotalPrivateMemory, info.FreePrivateMemory,
        ];
        for (int i = 0; i < figures.Length; i++)
            structures.Layout.WriteULong(memory, at[5 + i], figures[i] ?? ulong.MaxValue); // CK_UNAVAILABLE_INFORMATION
        WriteVersion(memory, at[15], info.HardwareVersion);
        WriteVersion(memory, at[16], info.FirmwareVersion);
        WriteText(memory.Slice(at[17], 16), info.UtcTime ?? "");
    }

    // CK_EFFECTIVELY_INFINITE is 0.
    private static ulong? ToNumber(TokenLimit limit) => limit.IsUnlimited ? 0 : limit.Value;

    public static void Encode(this CkStructures structures, SessionInfo info, Span<byte> memory)
    {
        CkStructure at = structures.SessionInfo;
        memory.Clear();
        structures.Layout.WriteULong(memory, at[0], info.Slot);
        structures.Layout.WriteULong(memory, at[1], (ulong)info.State);
        structures.Layout.WriteULong(memory, at[2], (ulong)info.Flags);
        structures.Layout.WriteULong(memory, at[3], info.DeviceError);
    }

    public static void Encode(this CkStructures structures, MechanismInfo info, Span<byte> memory)
    {
        CkStructure at = structures.MechanismInfo;
        memory.Clear();
        structures.Layout.WriteULong(memory, at[0], info.MinKeySize);
        structures.Layout.WriteULong(memory, at[1], info.MaxKeySize);
        structures.Layout.WriteULong(memory, at[2], (ulong)info.Flags);
    }

    /// <summary>Text padded with blanks, not terminated; truncated at the end of a character.</summary>
    private static void WriteText(Span<byte> field, string text)
    {
        Encoding.UTF8.GetEncoder().Convert(text, field, flush: true, out _, out int written, out _);
        field[written..].Fill((byte)' ');
    }

    private static void WriteVersion(Span<byte> memory, int offset, CryptokiVersion version)
    {
        memory[offset] = version.Major;
        memory[offset + 1] = version.Minor;
    }
}
