using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;

namespace BioToken.Pkcs11.Layout;

/// <summary>Decodes the CK_*_INFO structures into records.</summary>
internal static class InfoDecoder
{
    public static CryptokiInfo DecodeInfo(this CkStructures structures, ReadOnlySpan<byte> memory)
    {
        CkStructure at = structures.Info;
        return new(
            CkMemory.ReadVersion(memory, at[0]),
            CkMemory.ReadText(memory, at[1], 32),
            CkMemory.ReadText(memory, at[3], 32),
            CkMemory.ReadVersion(memory, at[4]));
    }

    public static SlotInfo DecodeSlotInfo(this CkStructures structures, ReadOnlySpan<byte> memory)
    {
        CkStructure at = structures.SlotInfo;
        return new(
            CkMemory.ReadText(memory, at[0], 64),
            CkMemory.ReadText(memory, at[1], 32),
            (SlotFlags)structures.Layout.ReadULong(memory, at[2]),
            CkMemory.ReadVersion(memory, at[3]),
            CkMemory.ReadVersion(memory, at[4]));
    }

    public static TokenInfo DecodeTokenInfo(this CkStructures structures, ReadOnlySpan<byte> memory)
    {
        CkStructure at = structures.TokenInfo;
        CkLayout layout = structures.Layout;
        var flags = (TokenFlags)layout.ReadULong(memory, at[4]);
        string clock = flags.HasFlag(TokenFlags.ClockOnToken) ? CkMemory.ReadText(memory, at[17], 16) : "";
        return new()
        {
            Label = CkMemory.ReadText(memory, at[0], 32),
            Manufacturer = CkMemory.ReadText(memory, at[1], 32),
            Model = CkMemory.ReadText(memory, at[2], 16),
            SerialNumber = CkMemory.ReadText(memory, at[3], 16),
            Flags = flags,
            MaxSessionCount = ToLimit(layout.ReadOptionalULong(memory, at[5])),
            SessionCount = layout.ReadOptionalULong(memory, at[6]),
            MaxReadWriteSessionCount = ToLimit(layout.ReadOptionalULong(memory, at[7])),
            ReadWriteSessionCount = layout.ReadOptionalULong(memory, at[8]),
            MaxPinLength = layout.ReadOptionalULong(memory, at[9]),
            MinPinLength = layout.ReadOptionalULong(memory, at[10]),
            TotalPublicMemory = layout.ReadOptionalULong(memory, at[11]),
            FreePublicMemory = layout.ReadOptionalULong(memory, at[12]),
            TotalPrivateMemory = layout.ReadOptionalULong(memory, at[13]),
            FreePrivateMemory = layout.ReadOptionalULong(memory, at[14]),
            HardwareVersion = CkMemory.ReadVersion(memory, at[15]),
            FirmwareVersion = CkMemory.ReadVersion(memory, at[16]),
            UtcTime = clock.Length == 0 ? null : clock,
        };
    }

    public static SessionInfo DecodeSessionInfo(this CkStructures structures, ReadOnlySpan<byte> memory)
    {
        CkStructure at = structures.SessionInfo;
        CkLayout layout = structures.Layout;
        return new(
            (nuint)layout.ReadULong(memory, at[0]),
            (CKS)layout.ReadULong(memory, at[1]),
            (SessionFlags)layout.ReadULong(memory, at[2]),
            layout.ReadULong(memory, at[3]));
    }

    public static MechanismInfo DecodeMechanismInfo(this CkStructures structures, ReadOnlySpan<byte> memory)
    {
        CkStructure at = structures.MechanismInfo;
        CkLayout layout = structures.Layout;
        return new(
            layout.ReadULong(memory, at[0]),
            layout.ReadULong(memory, at[1]),
            (MechanismFlags)layout.ReadULong(memory, at[2]));
    }

    private static TokenLimit ToLimit(ulong? reported) => reported switch
    {
        null => default,
        // CK_EFFECTIVELY_INFINITE.
        0 => TokenLimit.Unlimited,
        { } number => TokenLimit.Of(number),
    };
}
