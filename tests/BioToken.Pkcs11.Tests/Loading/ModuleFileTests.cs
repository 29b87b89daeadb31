using System.Security.Cryptography;
using BioToken.Pkcs11.Loading;

namespace BioToken.Pkcs11.Tests;

public sealed class ModuleFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Inspect_reports_machine_size_and_hashes()
    {
        byte[] content = [.. Headers.PortableExecutable(0x014C), .. new byte[200_000]];
        string path = _folder.Write("driver.dll", content);

        ModuleFile file = ModuleFile.Inspect(path);

        Assert.Equal(ModuleFormat.PortableExecutable, file.Format);
        Assert.Equal(ModuleMachine.X86, file.Machine);
        Assert.Equal(content.Length, file.Length);
        Assert.Equal(CryptographicOperations.HashData(HashAlgorithmName.SHA1, content), file.Sha1.Span);
        Assert.Equal(SHA256.HashData(content), file.Sha256.Span);
    }

    [Fact]
    public void Inspect_follows_links_of_files_and_folders()
    {
        string path = _folder.Write("real/driver.so", Headers.Elf(2, 62));
        Directory.CreateSymbolicLink(_folder["folder"], _folder["real"]);
        File.CreateSymbolicLink(_folder["link.so"], "folder/driver.so");

        ModuleFile file = ModuleFile.Inspect(_folder["link.so"]);

        Assert.Equal(LinkResolver.Resolve(path), file.ResolvedPath);
        Assert.EndsWith("real/driver.so", file.ResolvedPath.Replace('\\', '/'), StringComparison.Ordinal);
        Assert.Equal(_folder["link.so"], file.Path);
    }

    [Fact]
    public void Inspect_of_links_in_a_circle_fails_as_not_readable_or_not_found()
    {
        File.CreateSymbolicLink(_folder["a.so"], "b.so");
        File.CreateSymbolicLink(_folder["b.so"], "a.so");

        CryptokiLoadFailure failure = FailureOf(_folder["a.so"]);

        Assert.True(failure is CryptokiLoadFailure.NotReadable or CryptokiLoadFailure.NotFound);
    }

    [Fact]
    public void Inspect_of_a_pipe_is_refused_without_waiting()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        Assert.Equal(CryptokiLoadFailure.NotALibrary, FailureOf(_folder.MakePipe("driver.so")));
    }

    [Fact]
    public void Inspect_of_an_empty_file_is_refused()
        => Assert.Equal(CryptokiLoadFailure.NotALibrary, FailureOf(_folder.Write("driver.so", [])));

    [Theory]
    [InlineData("driver.so")]
    [InlineData("./driver.so")]
    [InlineData("../driver.so")]
    public void Inspect_of_a_relative_path_is_refused(string path)
        => Assert.Equal(CryptokiLoadFailure.PathNotAbsolute, FailureOf(path));

    [Fact]
    public void Inspect_of_a_missing_file_says_so()
        => Assert.Equal(CryptokiLoadFailure.NotFound, FailureOf(_folder["missing.so"]));

    [Fact]
    public void Inspect_of_a_folder_says_that_there_is_no_file()
        => Assert.Equal(CryptokiLoadFailure.NotFound, FailureOf(_folder[""]));

    [Fact]
    public void Inspect_of_a_text_file_says_that_it_is_no_library()
        => Assert.Equal(CryptokiLoadFailure.NotALibrary, FailureOf(_folder.Write("readme.so", "text"u8)));

    [Fact]
    public void Inspect_of_an_empty_file_says_that_it_is_no_library()
        => Assert.Equal(CryptokiLoadFailure.NotALibrary, FailureOf(_folder.Write("empty.so", [])));

    [Fact]
    public void Inspect_of_an_empty_path_is_a_bad_argument()
        => Assert.Throws<ArgumentException>(() => ModuleFile.Inspect(""));

    private static CryptokiLoadFailure FailureOf(string path)
        => Assert.Throws<CryptokiLoadException>(() => ModuleFile.Inspect(path)).Reason;
}
