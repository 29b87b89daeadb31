using System.Text;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Native.Codec;

namespace BioToken.Simulator.Native.Tests.Codec;

public sealed class InfoEncoderTests
{
    private static readonly CryptokiVersion Version = new(2, 40);

    [Theory]
    [MemberData(nameof(Layouts.Names), MemberType = typeof(Layouts))]
    public void A_description_of_the_module_is_read_back_as_it_was(string layout)
    {
        CkStructures structures = Layouts.Named(layout);
        CryptokiInfo info = new(Version, "maker", "library", new(1, 2));
        byte[] memory = Dirty(structures.Info);
        structures.Encode(info, memory);
        Assert.Equal(info, structures.DecodeInfo(memory));
    }

    [Theory]
    [MemberData(nameof(Layouts.Names), MemberType = typeof(Layouts))]
    public void A_description_of_a_slot_is_read_back_as_it_was(string layout)
    {
        CkStructures structures = Layouts.Named(layout);
        SlotInfo info = new("slot", "maker", SlotFlags.TokenPresent | SlotFlags.RemovableDevice, Version, new(3, 4));
        byte[] memory = Dirty(structures.SlotInfo);
        structures.Encode(info, memory);
        Assert.Equal(info, structures.DecodeSlotInfo(memory));
    }

    [Theory]
    [MemberData(nameof(Layouts.Names), MemberType = typeof(Layouts))]
    public void A_description_of_a_token_is_read_back_with_its_unknown_figures(string layout)
    {
        CkStructures structures = Layouts.Named(layout);
        TokenInfo info = new()
        {
            Label = "입찰용",
            Manufacturer = "maker",
            Model = "model",
            SerialNumber = "serial",
            Flags = TokenFlags.LoginRequired,
            MaxSessionCount = TokenLimit.Of(256),
            SessionCount = 1,
            MaxPinLength = 64,
            MinPinLength = 4,
            TotalPublicMemory = 1000,
            HardwareVersion = Version,
            FirmwareVersion = new(5, 6),
        };
        byte[] memory = Dirty(structures.TokenInfo);
        structures.Encode(info, memory);
        Assert.Equal(info, structures.DecodeTokenInfo(memory));
    }

    [Theory]
    [MemberData(nameof(Layouts.Names), MemberType = typeof(Layouts))]
    public void A_session_and_a_mechanism_are_read_back_as_they_were(string layout)
    {
        CkStructures structures = Layouts.Named(layout);
        SessionInfo session = new(7, CKS.RW_USER_FUNCTIONS, SessionFlags.Serial, DeviceError: 9);
        MechanismInfo mechanism = new(2048, 4096, MechanismFlags.Sign | MechanismFlags.Hardware);
        byte[] memory = Dirty(structures.SessionInfo);
        structures.Encode(session, memory);
        Assert.Equal(session, structures.DecodeSessionInfo(memory));
        memory = Dirty(structures.MechanismInfo);
        structures.Encode(mechanism, memory);
        Assert.Equal(mechanism, structures.DecodeMechanismInfo(memory));
    }

    [Fact]
    public void A_text_that_is_too_long_is_cut_at_a_character_and_padded_with_blanks()
    {
        CkStructures structures = new(CkLayout.Win64);
        byte[] memory = Dirty(structures.SlotInfo);
        structures.Encode(new SlotInfo(new string('가', 30), "", SlotFlags.None, Version, Version), memory);
        Assert.Equal(new string('가', 21) + " ", Encoding.UTF8.GetString(memory.AsSpan(0, 64)));
    }

    private static byte[] Dirty(CkStructure structure)
    {
        byte[] memory = new byte[structure.Size];
        memory.AsSpan().Fill(0xA5);
        return memory;
    }
}
