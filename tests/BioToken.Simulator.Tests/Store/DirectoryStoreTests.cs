using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki;

namespace BioToken.Simulator.Tests;

public class DirectoryStoreTests
{
    [Fact]
    public void Open_of_a_missing_directory_has_no_tokens_and_makes_none()
    {
        using TemporaryFolder directory = new();
        using TokenSimulator simulator = TokenSimulator.Open(directory["later"]);
        Assert.Empty(simulator.Tokens);
        Assert.False(Directory.Exists(directory["later"]));
    }

    [Fact]
    public void Open_again_finds_token_objects_and_counters()
    {
        using TemporaryFolder directory = new();
        string serial;
        using (Bench bench = OpenBench(directory))
        {
            serial = bench.Serial;
            bench.LoginFully().Create(TestKeys.RsaPrivate());
            bench.Create(TestKeys.Data("second"));
            bench.Module.Logout(bench.Session);
            bench.Login("00001111");
        }

        using TokenSimulator again = TokenSimulator.Open(directory.Path);
        SimulatedToken token = Assert.Single(again.Tokens);
        Assert.Equal((serial, 4), (token.SerialNumber, token.PinAttemptsRemaining));
        Assert.Equal("sign, second", string.Join(", ", token.Objects.Select(o => o.Label)));
    }

    [Fact]
    public void Open_again_signs_with_a_stored_key()
    {
        using TemporaryFolder directory = new();
        using (Bench bench = OpenBench(directory))
            bench.LoginFully().Create(TestKeys.EcPrivate());
        using TokenSimulator again = TokenSimulator.Open(directory.Path);
        using SimulatedCryptoki module = again.CreateCryptoki();
        module.Initialize();
        module.OpenSession(0, SessionFlags.None, out nuint session);
        module.Login(session, CKU.USER, "12345678"u8);
        nuint[] key = new nuint[1];
        using AttributeTemplate wanted = new AttributeTemplate().Add(CKO.PRIVATE_KEY);
        module.FindObjectsInit(session, wanted);
        module.FindObjects(session, key, out _);
        module.SignInit(session, new Mechanism(CKM.ECDSA_SHA256), key[0]);
        byte[] signature = new byte[64];
        Assert.Equal(CKR.OK, module.Sign(session, [1], signature, out _));
        Assert.True(TestKeys.Ec.VerifyHash(SHA256.HashData([1]), signature));
    }

    [Fact]
    public void DeleteToken_leaves_no_files()
    {
        using TemporaryFolder directory = new();
        using Bench bench = OpenBench(directory);
        bench.Create(TestKeys.Data());
        bench.Simulator.DeleteToken(bench.Serial);
        Assert.Empty(Directory.EnumerateDirectories(directory.Path));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void CreateToken_keeps_others_out_of_directory_and_files()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no permission bits.");
        using TemporaryFolder directory = new();
        using Bench bench = OpenBench(directory);
        bench.LoginFully().Create(TestKeys.RsaPrivate());
        UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        string token = directory[bench.Serial];
        Assert.Equal(owner | UnixFileMode.UserExecute, File.GetUnixFileMode(token));
        foreach (string file in Directory.EnumerateFiles(token))
            Assert.Equal(owner, File.GetUnixFileMode(file));
    }

    [Fact]
    public void CreateObject_rewrites_no_other_file()
    {
        using TemporaryFolder directory = new();
        using Bench bench = OpenBench(directory);
        bench.Create(TestKeys.Data("first"));
        Dictionary<string, byte[]> before = Directory.EnumerateFiles(directory[bench.Serial]).ToDictionary(file => file, File.ReadAllBytes, StringComparer.Ordinal);
        bench.Create(TestKeys.Data("second"));
        Assert.All(before, pair => Assert.Equal(pair.Value, File.ReadAllBytes(pair.Key)));
    }

    [Fact]
    public void Sign_writes_nothing()
    {
        using TemporaryFolder directory = new();
        using Bench bench = OpenBench(directory);
        nuint key = bench.LoginFully().Create(TestKeys.RsaPrivate());
        string[] before = Listing(directory);
        Assert.Equal(CKR.OK, bench.Sign(new Mechanism(CKM.SHA256_RSA_PKCS), key, [1], out _));
        Assert.Equal(before, Listing(directory));
    }

    [Fact]
    public void Open_ignores_what_a_stopped_process_left_half_made()
    {
        using TemporaryFolder directory = new();
        string state = CreateAndClose(directory, "state");
        string token = Path.GetDirectoryName(state)!;
        File.WriteAllBytes(Path.Combine(token, "object.tmp"), [1, 2, 3]);
        File.WriteAllBytes(state + ".tmp", [1, 2, 3]);
        Directory.CreateDirectory(directory[".new-SIM0000000000000"]);
        using TokenSimulator simulator = TokenSimulator.Open(directory.Path);
        Assert.Single(Assert.Single(simulator.Tokens).Objects);
    }

    private static Bench OpenBench(TemporaryFolder directory) => new(simulator: TokenSimulator.Open(directory.Path));

    private static string CreateAndClose(TemporaryFolder directory, string pattern)
    {
        using Bench bench = OpenBench(directory);
        bench.Create(TestKeys.Data());
        return Directory.GetFiles(directory[bench.Serial], pattern).Single();
    }

    private static string[] Listing(TemporaryFolder directory)
    {
        string[] listing =
        [
            .. new DirectoryInfo(directory.Path).EnumerateFiles("*", SearchOption.AllDirectories)
                .Select(
                    file => string.Create(CultureInfo.InvariantCulture, $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}")),
        ];
        Array.Sort(listing, StringComparer.Ordinal);
        return listing;
    }
}
