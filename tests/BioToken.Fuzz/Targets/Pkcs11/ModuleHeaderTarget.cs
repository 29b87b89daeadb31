using System.Reflection.PortableExecutable;
using BioToken.Pkcs11.Loading;

namespace BioToken.Fuzz;

/// <summary>
/// The first bytes of a module's file, before it is loaded: ELF, PE, Mach-O. If .NET also reads a PE file, both must read the same.
/// </summary>
internal sealed class ModuleHeaderTarget : FuzzTarget
{
    public override IReadOnlyList<string> Words => ["MZ", "\u007fELF", "PE\0\0"];

    public override IEnumerable<byte[]> MakeSeeds() =>
    [
        File.ReadAllBytes(typeof(ModuleHeaderTarget).Assembly.Location)[..512],
        MakeElf(elfClass: 2, order: 1, machine: 62),
        MakeElf(elfClass: 1, order: 1, machine: 3),
        MakeElf(elfClass: 2, order: 2, machine: 183),

        [0xCF, 0xFA, 0xED, 0xFE, 7, 0, 0, 1, 0, 0, 0, 0, 6, 0, 0, 0],
        [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 2, 1, 0, 0, 7, .. new byte[16], 1, 0, 0, 12, .. new byte[16]],
    ];

    public override bool IsDeclared(Exception e) => e is UnrecognizedHeaderException;

    public override void Read(byte[] input)
    {
        ModuleHeader? read = ModuleHeader.Parse(input.AsSpan(0, Math.Min(input.Length, ModuleHeader.Length)));
        Compare(read, input);
        if (read is not { } header)
            throw new UnrecognizedHeaderException();
        Require(Enum.IsDefined(header.Format) && Enum.IsDefined(header.Machine), "format and machine are ones");
    }

    private static void Compare(ModuleHeader? read, byte[] input)
    {
        if (input is not [(byte)'M', (byte)'Z', ..])
            return;
        try
        {
            using PEReader reader = new(new MemoryStream(input));
            if (reader.PEHeaders is not { IsCoffOnly: false, IsDll: true } headers)
                return;
            ModuleMachine expected = headers.CoffHeader.Machine switch
            {
                Machine.I386 => ModuleMachine.X86,
                Machine.Amd64 => ModuleMachine.X64,
                Machine.Arm or Machine.ArmThumb2 => ModuleMachine.Arm,
                Machine.Arm64 => ModuleMachine.Arm64,
                _ => ModuleMachine.Other,
            };
            Require(read is { Format: ModuleFormat.PortableExecutable } header && header.Machine == expected, "the header is .NET's");
        }
        catch (Exception e) when (e is BadImageFormatException or InvalidOperationException)
        {
            // .NET reads more than the header.
        }
    }

    private static byte[] MakeElf(byte elfClass, byte order, byte machine)
    {
        byte[] header = new byte[64];
        "\u007fELF"u8.CopyTo(header);
        (header[4], header[5]) = (elfClass, order);
        int low = order == 1 ? 0 : 1;
        (header[16 + low], header[18 + low]) = (3, machine);
        return header;
    }

    /// <summary>The exception for a file that is not a module. The parser returns null; here this counts as rejected.</summary>
    private sealed class UnrecognizedHeaderException : Exception;
}
