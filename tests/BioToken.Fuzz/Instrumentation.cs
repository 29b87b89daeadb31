using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using SharpFuzz;

namespace BioToken.Fuzz;

/// <summary>
/// Instruments the copies of the product's assemblies beside this program, so that they record their coverage. Runs after the build, in a
/// separate process that has loaded none of them.
/// </summary>
internal static class Instrumentation
{
    private static readonly string[] Assemblies =
        ["BioToken.Storage.dll", "BioToken.Npki.dll", "BioToken.Pkcs11.dll", "BioToken.dll", "BioToken.Simulator.dll"];

    public static int Run(string folder)
    {
        foreach (string path in Assemblies.Select(name => Path.Combine(folder, name)).Where(path => !IsInstrumented(path)))
            Fuzzer.Instrument(path, static _ => true, Options.Value);
        return 0;
    }

    /// <summary>Whether an assembly refers to the assembly that counts the coverage.</summary>
    public static bool IsInstrumented(string path)
    {
        using PEReader file = new(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        return metadata.AssemblyReferences
            .Any(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name) == "SharpFuzz.Common");
    }
}
