using BioToken.Npki.Stores;

namespace BioToken.Npki.Tests.Folders;

public sealed class NpkiEnvironmentTests : IDisposable
{
    private readonly TemporaryFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData(NpkiPlatform.Windows, "home/AppData/LocalLow/NPKI p64/NPKI p32/NPKI home/PKI/NPKI")]
    [InlineData(NpkiPlatform.MacOS, "home/Library/Preferences/NPKI home/Documents/NPKI home/NPKI home/PKI/NPKI")]
    [InlineData(NpkiPlatform.Linux, "home/NPKI home/.pki/NPKI home/PKI/NPKI")]
    public void Roots_are_those_of_the_operating_system(object platform, string expected)
    {
        NpkiEnvironment environment = new()
        {
            Platform = (NpkiPlatform)platform,
            Home = "home",
            ProgramFolders = (NpkiPlatform)platform == NpkiPlatform.Windows ? ["p64", "p32"] : [],
        };

        Assert.Equal(expected, string.Join(' ', environment.Roots().Select(root => root.Path.Replace('\\', '/'))));
        Assert.All(environment.Roots(), root => Assert.Equal(NpkiMedium.HardDisk, root.Medium));
    }

    [Fact]
    public void Roots_include_the_NPKI_folder_of_each_removable_disk_whatever_its_case()
    {
        Directory.CreateDirectory(_temp["usb1", "npki"]);
        Directory.CreateDirectory(_temp["usb2", "photos"]);
        NpkiEnvironment environment = new()
        {
            Platform = NpkiPlatform.Linux,
            Home = _temp["home"],
            RemovableDisks = [_temp["usb1"], _temp["usb2"], _temp["pulled"]],
        };

        Assert.Equal(
            [new NpkiRoot(_temp["usb1", "npki"], NpkiMedium.RemovableDisk)],
            environment.Roots().Where(root => root.Medium == NpkiMedium.RemovableDisk));
    }

    [Fact]
    public void Roots_include_fixed_disks_phones_and_the_folders_of_the_government()
    {
        Directory.CreateDirectory(_temp["fixed", "NPKI"]);
        Directory.CreateDirectory(_temp["fixed", "gpki"]);
        Directory.CreateDirectory(_temp["phone", "Android", "data", "com.bank", "files", "NPKI"]);
        Directory.CreateDirectory(_temp["phone", "Android", "data", "NPKI"]);
        File.SetAttributes(_temp["fixed", "NPKI"], FileAttributes.Hidden | FileAttributes.Directory);
        NpkiEnvironment environment = new()
        {
            Platform = NpkiPlatform.Windows,
            Home = _temp["home"],
            FixedDisks = [_temp["fixed"]],
            RemovableDisks = [_temp["phone"]],
        };

        NpkiRoot[] roots = [.. environment.Roots()];

        Assert.Contains(new NpkiRoot(_temp["fixed", "NPKI"], NpkiMedium.HardDisk), roots);
        Assert.Contains(new NpkiRoot(_temp["fixed", "gpki"], NpkiMedium.HardDisk), roots);
        Assert.Contains(new NpkiRoot(_temp["phone", "Android", "data", "NPKI"], NpkiMedium.RemovableDisk), roots);
        Assert.Contains(new NpkiRoot(_temp["phone", "Android", "data", "com.bank", "files", "NPKI"], NpkiMedium.RemovableDisk), roots);
    }

    [Fact]
    public void MountsBelow_lists_two_levels()
    {
        Directory.CreateDirectory(_temp["media", "user", "usb", "NPKI"]);
        Directory.CreateDirectory(_temp["mnt", "stick"]);

        IReadOnlyList<string> mounts = NpkiEnvironment.MountsBelow([_temp["media"], _temp["mnt"], _temp["none"]]);

        Assert.Equal([_temp["media", "user"], _temp["media", "user", "usb"], _temp["mnt", "stick"]], mounts);
    }

    [Fact]
    public void Current_has_a_home() => Assert.True(Path.IsPathFullyQualified(NpkiEnvironment.Current().Home));
}
