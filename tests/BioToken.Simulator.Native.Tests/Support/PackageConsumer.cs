namespace BioToken.Simulator.Native.Tests;

/// <summary>
/// A .NET program, outside this solution, that uses the library from its package and prints the name of the token that it finds.
/// </summary>
internal sealed class PackageConsumer : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PackageConsumer()
    {
        string root = SolutionFolder();
        ExternalProgram.RunText(
            "dotnet", "pack", Path.Combine(root, "src", "BioToken.Simulator.Native"), "--no-build", "--configuration", "Release",
            "--nologo", "--output", _folder["packages"]);
        string version = Path.GetFileNameWithoutExtension(Assert.Single(Directory.GetFiles(_folder["packages"], "*.nupkg")))
            .Replace("BioToken.Simulator.Native.", "", StringComparison.Ordinal);
        Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{_folder["cache"]}" /></config>
              <packageSources><clear /><add key="here" value="{_folder["packages"]}" /></packageSources>
            </configuration>
            """);
        // The simulator's assembly beside the program causes the conflict that the library's separate folder prevents.
        Write("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="BioToken.Simulator.Native" Version="{version}" />
                <Reference Include="{Path.Combine(AppContext.BaseDirectory, "BioToken.Pkcs11.dll")}" />
                <Reference Include="{Path.Combine(AppContext.BaseDirectory, "BioToken.Simulator.dll")}" />
              </ItemGroup>
            </Project>
            """);
        Write("Program.cs", """
            using BioToken.Pkcs11.Loading;
            using BioToken.Pkcs11.Records;
            using CryptokiModule module = CryptokiModule.Load(Path.Combine(AppContext.BaseDirectory, "libbiotoken-simulator.so"));
            nuint[] slots = new nuint[1];
            module.Cryptoki.GetSlotList(true, slots, out _);
            module.Cryptoki.GetTokenInfo(slots[0], out TokenInfo info);
            Console.Write(info.SerialNumber);
            """);
    }

    /// <summary>Builds the program for any system, or publishes it for this one, and runs it.</summary>
    /// <param name="directory">Directory of the simulator.</param>
    /// <param name="arguments">The dotnet command and its options.</param>
    /// <returns>The program's output.</returns>
    public string Run(string directory, params string[] arguments)
    {
        string output = _folder[arguments[0]];
        ExternalProgram.RunText("dotnet", [arguments[0], _folder.Path, "--nologo", "--output", output, .. arguments[1..]]);
        return ExternalProgram.RunText("env", $"{SimulatorLibrary.Variable}={directory}", "dotnet", Path.Combine(output, "Consumer.dll"));
    }

    public void Dispose() => _folder.Dispose();

    private static string SolutionFolder()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "BioToken.sln")))
            root = root.Parent;
        return root.FullName;
    }

    private void Write(string name, string text) => File.WriteAllText(_folder[name], text);
}
