using System.Buffers.Binary;
using System.Text;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;
using BioToken.Pkcs11.Records;

namespace BioToken.Pkcs11.Tests;

/// <summary>Decodes structures whose bytes are placed by hand, not by the code under test.</summary>
public sealed class InfoDecoderTests
{
    [Theory]
    [InlineData("Unix64", 48, 80)]
    [InlineData("Win64", 38, 70)]
    [InlineData("Win32", 38, 70)]
    public void DecodeInfo_reads_texts_and_versions(string layout, int description, int version)
    {
        byte[] memory = new byte[CkStructures.InfoBufferSize];
        memory[0] = 2;
        memory[1] = 40;
        Text(memory, 2, 32, "Maker of tokens");
        Text(memory, description, 32, "지문보안토큰");
        memory[version] = 3;
        memory[version + 1] = 9;

        CryptokiInfo info = Structures(layout).DecodeInfo(memory);

        Assert.Equal(new CryptokiInfo(new(2, 40), "Maker of tokens", "지문보안토큰", new(3, 9)), info);
    }

    [Theory]
    [InlineData("Unix64", 104)]
    [InlineData("Win64", 100)]
    [InlineData("Win32", 100)]
    public void DecodeSlotInfo_reads_flags_and_versions(string layout, int hardware)
    {
        byte[] memory = new byte[CkStructures.InfoBufferSize];
        Text(memory, 0, 64, "Reader 0");
        Text(memory, 64, 32, "Maker");
        Number(memory, 96, 5, layout);
        new byte[] { 1, 2, 3, 4 }.CopyTo(memory, hardware);

        SlotInfo info = Structures(layout).DecodeSlotInfo(memory);

        Assert.Equal(new SlotInfo("Reader 0", "Maker", SlotFlags.TokenPresent | SlotFlags.HardwareSlot, new(1, 2), new(3, 4)), info);
    }

    [Theory]
    [InlineData("Unix64", 184, 188)]
    [InlineData("Win64", 140, 144)]
    [InlineData("Win32", 140, 144)]
    public void DecodeTokenInfo_reads_every_field(string layout, int hardware, int clock)
    {
        byte[] memory = TokenBytes(layout, flags: 0x40 | 0x100, number: i => (ulong)(100 + i));
        new byte[] { 1, 2, 3, 4 }.CopyTo(memory, hardware);
        Text(memory, clock, 16, "2026010203040500");

        TokenInfo info = Structures(layout).DecodeTokenInfo(memory);

        var expected = new TokenInfo
        {
            Label = "My token",
            Manufacturer = "Maker",
            Model = "M-1",
            SerialNumber = "0123456789ABCDEF",
            Flags = TokenFlags.ClockOnToken | TokenFlags.ProtectedAuthenticationPath,
            MaxSessionCount = TokenLimit.Of(100),
            SessionCount = 101,
            MaxReadWriteSessionCount = TokenLimit.Of(102),
            ReadWriteSessionCount = 103,
            MaxPinLength = 104,
            MinPinLength = 105,
            TotalPublicMemory = 106,
            FreePublicMemory = 107,
            TotalPrivateMemory = 108,
            FreePrivateMemory = 109,
            HardwareVersion = new(1, 2),
            FirmwareVersion = new(3, 4),
            UtcTime = "2026010203040500",
        };
        Assert.Equal(expected, info);
    }

    [Theory]
    [InlineData("Unix64")]
    [InlineData("Win64")]
    [InlineData("Win32")]
    public void DecodeTokenInfo_with_unavailable_numbers_gives_null(string layout)
    {
        ulong unavailable = layout == "Unix64" ? ulong.MaxValue : uint.MaxValue;

        TokenInfo info = Structures(layout).DecodeTokenInfo(TokenBytes(layout, flags: 0, number: _ => unavailable));

        ulong?[] numbers =
        [
            info.SessionCount, info.ReadWriteSessionCount, info.MaxPinLength,
            info.MinPinLength, info.TotalPublicMemory, info.FreePublicMemory, info.TotalPrivateMemory, info.FreePrivateMemory,
        ];
        Assert.All(numbers, number => Assert.Null(number));
        Assert.All([info.MaxSessionCount, info.MaxReadWriteSessionCount], limit => Assert.False(limit.IsReported || limit.IsUnlimited));
        Assert.Null(info.UtcTime);
    }

    [Fact]
    public void DecodeTokenInfo_with_zeros_calls_only_session_limits_infinite()
    {
        TokenInfo info = Structures("Unix64").DecodeTokenInfo(TokenBytes("Unix64", flags: 0, number: _ => 0));

        Assert.Equal((TokenLimit.Unlimited, TokenLimit.Unlimited), (info.MaxSessionCount, info.MaxReadWriteSessionCount));
        Assert.True(info.MaxSessionCount.IsUnlimited);
        Assert.Equal(0ul, info.SessionCount);
        Assert.Equal(0ul, info.FreePrivateMemory);
    }

    [Theory]
    [InlineData("Unix64", "07000000000000000300000000000000060000000000000099000000000000F0")]
    [InlineData("Win64", "070000000300000006000000990000F0")]
    [InlineData("Win32", "070000000300000006000000990000F0")]
    public void DecodeSessionInfo_reads_every_field(string layout, string bytes)
    {
        SessionInfo info = Structures(layout).DecodeSessionInfo(Convert.FromHexString(bytes));

        ulong error = layout == "Unix64" ? 0xF000_0000_0000_0099 : 0xF000_0099;
        Assert.Equal(new SessionInfo(7, CKS.RW_USER_FUNCTIONS, SessionFlags.ReadWrite | SessionFlags.Serial, error), info);
    }

    [Theory]
    [InlineData("Unix64", "000400000000000000100000000000000128000000000000")]
    [InlineData("Win64", "000400000010000001280000")]
    [InlineData("Win32", "000400000010000001280000")]
    public void DecodeMechanismInfo_reads_every_field(string layout, string bytes)
    {
        MechanismInfo info = Structures(layout).DecodeMechanismInfo(Convert.FromHexString(bytes));

        Assert.Equal(new MechanismInfo(1024, 4096, MechanismFlags.Hardware | MechanismFlags.Sign | MechanismFlags.Verify), info);
    }

    [Theory]
    [InlineData("41422020", "AB")]
    [InlineData("41420000", "AB")]
    [InlineData("41002000", "A")]
    [InlineData("20204120", "  A")]
    [InlineData("20202020", "")]
    [InlineData("41B02020", "A\uFFFD")]
    [InlineData("EC958820", "안")]
    public void ReadText_trims_the_end_and_replaces_what_is_not_UTF8(string bytes, string text)
        => Assert.Equal(text, CkMemory.ReadText(Convert.FromHexString(bytes), 0, 4));

    private static CkStructures Structures(string layout) => new(Layouts.Named(layout));

    private static byte[] TokenBytes(string layout, ulong flags, Func<int, ulong> number)
    {
        byte[] memory = new byte[CkStructures.InfoBufferSize];
        Text(memory, 0, 32, "My token");
        Text(memory, 32, 32, "Maker");
        Text(memory, 64, 16, "M-1");
        Text(memory, 80, 16, "0123456789ABCDEF");
        Number(memory, 96, flags, layout);
        int width = layout == "Unix64" ? 8 : 4;
        for (int i = 0; i < 10; i++)
            Number(memory, 96 + width * (i + 1), number(i), layout);
        return memory;
    }

    private static void Text(byte[] memory, int offset, int length, string text)
    {
        memory.AsSpan(offset, length).Fill((byte)' ');
        Encoding.UTF8.GetBytes(text, memory.AsSpan(offset));
    }

    private static void Number(byte[] memory, int offset, ulong value, string layout)
    {
        if (layout == "Unix64")
            BinaryPrimitives.WriteUInt64LittleEndian(memory.AsSpan(offset), value);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(memory.AsSpan(offset), (uint)value);
    }
}
