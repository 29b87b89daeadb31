using System.Reflection;
using System.Runtime.CompilerServices;

namespace BioToken.Tests.PublicApi;

/// <summary>The public API is a checked-in snapshot, so that every change is detected and reviewed.</summary>
public sealed class PublicApiTests
{
    public static TheoryData<string> Assemblies =>
    [
        "BioToken.Pkcs11", "BioToken.Npki", "BioToken", "BioToken.Pkcs11Interop", "BioToken.Simulator", "BioToken.Simulator.Pkcs11Interop",
    ];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Public_api_is_the_snapshot(string assembly)
    {
        string folder = Path.GetDirectoryName(ThisFile())!;
        string snapshot = Path.Combine(folder, assembly + ".txt");
        string now = ApiText.Of(Assembly.Load(assembly));
        string expected = File.Exists(snapshot) ? File.ReadAllText(snapshot) : "";

        if (now != expected)
            File.WriteAllText(Path.Combine(folder, assembly + ".received.txt"), now);

        Assert.True(
            now == expected,
            $"The public API of {assembly} has changed. If that is meant, move {assembly}.received.txt over {assembly}.txt in {folder}.");
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
