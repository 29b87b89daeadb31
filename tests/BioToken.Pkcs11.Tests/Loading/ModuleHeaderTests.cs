using System.Buffers.Binary;
using BioToken.Pkcs11.Loading;

namespace BioToken.Pkcs11.Tests;

public sealed class ModuleHeaderTests
{
    [Theory]
    [InlineData(1, 3, ModuleMachine.X86)]
    [InlineData(2, 62, ModuleMachine.X64)]
    [InlineData(1, 40, ModuleMachine.Arm)]
    [InlineData(2, 183, ModuleMachine.Arm64)]
    [InlineData(1, 62, ModuleMachine.Other)] // x32
    [InlineData(2, 243, ModuleMachine.Other)] // RISC-V
    public void Parse_of_ELF_gives_the_machine(byte elfClass, ushort machine, ModuleMachine expected)
        => Assert.Equal(new(ModuleFormat.Elf, expected), ModuleHeader.Parse(Headers.Elf(elfClass, machine)));

    [Fact]
    public void Parse_of_big_endian_ELF_gives_another_machine()
    {
        byte[] header = Headers.Elf(2, 0);
        header[5] = 2;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(16), 3);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(18), 62);

        Assert.Equal(new(ModuleFormat.Elf, ModuleMachine.Other), ModuleHeader.Parse(header));
    }

    [Theory]
    [InlineData(1)] // object file
    [InlineData(2)] // program
    [InlineData(4)] // core dump
    public void Parse_of_ELF_that_is_no_library_is_null(ushort type)
    {
        byte[] header = Headers.Elf(2, 62);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(16), type);

        Assert.Null(ModuleHeader.Parse(header));
    }

    [Theory]
    [InlineData(0x014C, ModuleMachine.X86)]
    [InlineData(0x8664, ModuleMachine.X64)]
    [InlineData(0x01C4, ModuleMachine.Arm)]
    [InlineData(0xAA64, ModuleMachine.Arm64)]
    [InlineData(0x0200, ModuleMachine.Other)] // Itanium
    public void Parse_of_PE_gives_the_machine(ushort machine, ModuleMachine expected)
        => Assert.Equal(new(ModuleFormat.PortableExecutable, expected), ModuleHeader.Parse(Headers.PortableExecutable(machine)));

    [Fact]
    public void Parse_of_PE_that_is_a_program_is_null()
        => Assert.Null(ModuleHeader.Parse(Headers.PortableExecutable(0x8664, characteristics: 0x0022)));

    [Theory]
    [InlineData(uint.MaxValue)]
    [InlineData(0x8000_0000)]
    [InlineData(4095)]
    public void Parse_of_PE_whose_signature_is_said_to_lie_outside_is_null(uint offset)
    {
        byte[] header = Headers.PortableExecutable(0x8664);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(60), offset);

        Assert.Null(ModuleHeader.Parse(header));
    }

    [Theory]
    [InlineData(0x0100_0007, ModuleMachine.X64)]
    [InlineData(0x0100_000C, ModuleMachine.Arm64)]
    [InlineData(0x7, ModuleMachine.X86)]
    public void Parse_of_MachO_gives_the_machine(uint processor, ModuleMachine expected)
        => Assert.Equal(new(ModuleFormat.MachO, expected), ModuleHeader.Parse(Headers.MachO(processor)));

    [Fact]
    public void Parse_of_universal_MachO_prefers_this_process()
    {
        uint own = ModuleHeader.ProcessMachine == ModuleMachine.Arm64 ? 0x0100_000Cu : 0x0100_0007u;

        ModuleHeader? header = ModuleHeader.Parse(Headers.Universal(0x7, own));

        Assert.Equal(new(ModuleFormat.MachO, ModuleHeader.ProcessMachine), header);
    }

    [Fact]
    public void Parse_of_universal_MachO_without_this_process_gives_the_first()
        => Assert.Equal(new(ModuleFormat.MachO, ModuleMachine.X86), ModuleHeader.Parse(Headers.Universal(0x7, 0x12)));

    [Fact]
    public void Parse_of_a_Java_class_is_null()
        => Assert.Null(ModuleHeader.Parse([0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 52, .. new byte[2000]]));

    [Theory]
    [InlineData("")]
    [InlineData("M")]
    [InlineData("MZ")]
    [InlineData("\u007fELF")]
    [InlineData("/* GNU ld script */ INPUT(libreal.so)")]
    public void Parse_of_something_else_is_null(string text)
        => Assert.Null(ModuleHeader.Parse(System.Text.Encoding.Latin1.GetBytes(text)));

    [Fact]
    public void Parse_of_every_cut_never_throws()
    {
        byte[][] headers =
            [Headers.Elf(2, 62), Headers.PortableExecutable(0x8664), Headers.MachO(0x0100_0007), Headers.Universal(0x7, 0x12)];
        foreach (byte[] header in headers)
        {
            for (int length = 0; length <= header.Length; length++)
                ModuleHeader.Parse(header.AsSpan(0, length));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Parse_of_mutated_headers_gives_a_known_machine_or_null(int seed)
    {
        var random = new Random(seed);
        byte[][] headers =
            [Headers.Elf(2, 62), Headers.PortableExecutable(0x8664), Headers.MachO(0x0100_0007), Headers.Universal(0x7, 0x12)];
        for (int i = 0; i < 20_000; i++)
        {
            byte[] header = [.. headers[random.Next(headers.Length)]];
            for (int change = random.Next(1, 6); change > 0; change--)
                header[random.Next(header.Length)] = (byte)random.Next(256);

            ModuleHeader? parsed = ModuleHeader.Parse(header.AsSpan(0, random.Next(header.Length + 1)));

            Assert.True(parsed is null || (Enum.IsDefined(parsed.Value.Format) && Enum.IsDefined(parsed.Value.Machine)));
        }
    }
}
