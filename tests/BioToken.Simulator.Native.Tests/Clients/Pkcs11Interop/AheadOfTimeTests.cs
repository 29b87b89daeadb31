namespace BioToken.Simulator.Native.Tests.Clients.Pkcs11Interop;

/// <summary>
/// Why the binding is not made of Pkcs11Interop: a program that is compiled ahead of time uses a module through each of the two.
/// </summary>
public sealed class AheadOfTimeTests
{
    private const string Program = """
        using BioToken.Pkcs11.Loading;
        using BioToken.Pkcs11.Records;
        using Net.Pkcs11Interop.Common;
        using Net.Pkcs11Interop.HighLevelAPI;

        using (CryptokiModule module = CryptokiModule.Load(args[0]))
        {
            module.Cryptoki.GetInfo(out CryptokiInfo info);
            Console.WriteLine(info.Manufacturer);
        }

        BioToken.Testing.Pkcs11InteropLoader.Prepare();
        Pkcs11InteropFactories factories = new();
        try
        {
            using IPkcs11Library library = factories.Pkcs11LibraryFactory.LoadPkcs11Library(factories, args[0], AppType.MultiThreaded);
            Console.WriteLine(library.GetInfo().ManufacturerId);
        }
        catch (NotSupportedException e)
        {
            Console.WriteLine(e.Message);
        }
        """;

    private static readonly string Project = $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <PublishAot>true</PublishAot>
            <TrimmerSingleWarn>false</TrimmerSingleWarn>
          </PropertyGroup>
          <ItemGroup>
            <Reference Include="{PathOf("BioToken.Pkcs11")}" />
            <Reference Include="{PathOf("BioToken.Testing")}" />
            <Reference Include="{PathOf("Pkcs11Interop")}" />
          </ItemGroup>
        </Project>
        """;

    [Fact]
    public void The_binding_works_and_Pkcs11Interop_does_not()
    {
        Assert.SkipWhen(SoftHsmStore.LibraryPath is null, "SoftHSM2 is not installed.");
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["Program.csproj"], Project);
        File.WriteAllText(folder["Program.cs"], Program);

        string built = ExternalProgram.RunText(
            "dotnet", "publish", folder.Path, "--nologo", "--configuration", "Release", "--use-current-runtime", "--output", folder["out"]);
        string[] printed = ExternalProgram.RunText(folder["out/Program"], SoftHsmStore.LibraryPath).Split('\n');

        Assert.Equal("SoftHSM", printed[0]);
        Assert.Contains("CK_FUNCTION_LIST' is missing structure marshalling data", printed[1], StringComparison.Ordinal);
        string[] warnings = [.. built.Split('\n').Where(static line => line.Contains("warning IL", StringComparison.Ordinal))];
        Assert.NotEmpty(warnings);
        Assert.All(warnings, static line => Assert.Contains("Net.Pkcs11Interop.", line, StringComparison.Ordinal));
    }

    private static string PathOf(string assembly) => Path.Combine(AppContext.BaseDirectory, assembly + ".dll");
}
