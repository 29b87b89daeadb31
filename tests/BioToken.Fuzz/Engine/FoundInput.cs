using System.Buffers.Binary;
using System.Globalization;
using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace BioToken.Fuzz;

/// <summary>Inputs on disk: those that broke a rule, the current one in case the process crashes, and those that are kept.</summary>
internal static class FoundInput
{
    private const int ShownLength = 512;
    private const int MaxLength = 1024 * 1024;

    private static MemoryMappedViewAccessor? _current;

    /// <summary>Reads the inputs that were kept for a target.</summary>
    public static IReadOnlyList<byte[]> ReadKept(FuzzTarget target)
    {
        List<byte[]> inputs = [];
        ReadOnlySpan<byte> rest = File.Exists(CorpusOf(target)) ? File.ReadAllBytes(CorpusOf(target)) : [];
        while (rest.Length > 0)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(rest);
            inputs.Add(rest.Slice(sizeof(int), length).ToArray());
            rest = rest[(sizeof(int) + length)..];
        }

        return inputs;
    }

    /// <summary>Replaces the kept inputs; for each, writes the length in four bytes, and the input.</summary>
    public static void Keep(FuzzTarget target, IEnumerable<byte[]> inputs)
    {
        using FileStream file = File.Create(CorpusOf(target));
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (byte[] input in inputs)
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, input.Length);
            file.Write(length);
            file.Write(input);
        }
    }

    /// <summary>Records the current input in memory that the system writes to a file even if this process crashes.</summary>
    public static unsafe void Remember(FuzzTarget target, byte[] input)
    {
        _current ??= MapFile();
        _current.Write(0, input.Length);
        byte* place = null;
        _current.SafeMemoryMappedViewHandle.AcquirePointer(ref place);
        input.AsSpan(0, Math.Min(input.Length, MaxLength - sizeof(int))).CopyTo(
            new Span<byte>(place + sizeof(int), MaxLength - sizeof(int)));
        _current.SafeMemoryMappedViewHandle.ReleasePointer();
    }

    /// <summary>Writes an input that broke a rule to a file.</summary>
    /// <returns>The exception to throw, with the rule, the input, and the command line that runs it again.</returns>
    public static FuzzFailureException Report(FuzzTarget target, byte[] input, string failure)
    {
        string folder = Path.Combine(ArtifactsFolder(), target.Name);
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(input).AsSpan(0, 8)));
        File.WriteAllBytes(file, input);
        string shown = input.Length <= ShownLength ? Convert.ToHexString(input) : Convert.ToHexString(input.AsSpan(0, ShownLength)) + "...";
        return new FuzzFailureException(
            $"{target.Name}: an input of {input.Length} bytes {failure}\n{shown}\n(seed {Effort.Seed})\nReplay: eng/fuzz.sh --replay {target.Name} {file}\n"
            + $"or: {Effort.SeedVariable}={Effort.Seed} eng/fuzz.sh {target.Name}");
    }

    private static MemoryMappedViewAccessor MapFile()
    {
        string folder = ArtifactsFolder();
        Directory.CreateDirectory(folder);
        // Each process has a separate file: truncating another's file would crash that process. A leftover file is from a process that
        // crashed.
        string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"under-way-{Environment.ProcessId}"));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(path);
        return MemoryMappedFile.CreateFromFile(path, FileMode.Create, mapName: null, MaxLength).CreateViewAccessor();
    }

    private static string CorpusOf(FuzzTarget target) => Path.Combine(ProjectFolder(), "Corpus", target.Name + ".corpus");

    private static string ArtifactsFolder() => Path.GetFullPath(Path.Combine(ProjectFolder(), "..", "..", "artifacts", "fuzz"));

    private static string ProjectFolder([CallerFilePath] string thisFile = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, ".."));
}
