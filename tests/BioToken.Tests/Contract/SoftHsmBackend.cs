using System.Runtime.InteropServices;
using BioToken.Tests.Support;

namespace BioToken.Tests.Contract;

/// <summary>SoftHSM2 through its real module: software that is not ours.</summary>
internal sealed partial class SoftHsmBackend : IContractBackend
{
    private static readonly SemaphoreSlim Turn = new(1);

    private const string Module = "/usr/lib/softhsm/libsofthsm2.so";

    public string Name => "SoftHSM2";

    // It counts no PINs, has no sensor, and its tokens are never pulled out.
    public Capability Capabilities => Capability.None;

    public ContractToken Create(ContractSetup setup)
    {
        // One configuration and one login per process: its tests take turns.
        Turn.Wait(TimeSpan.FromMinutes(5));
        DirectoryInfo folder = Directory.CreateTempSubdirectory("biotoken-softhsm");
        string configuration = Path.Combine(folder.FullName, "softhsm2.conf");
        string tokens = folder.CreateSubdirectory("tokens").FullName;
        File.WriteAllText(configuration, $"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n");
        // The module reads the process's own environment, which .NET's copy does not reach.
        Assert.Equal(0, SetEnvironment("SOFTHSM2_CONF", configuration, 1));
        Tool.Run("softhsm2-util", ["--init-token", "--free", "--label", "Contract", "--pin", ContractToken.Pin, "--so-pin", "5555555555"],
            ("SOFTHSM2_CONF", configuration));
        BioTokenOptions options = new() { FindVendorModules = false, ModulePaths = { Module } };
        setup.Configure(options);
        return new SoftHsm(new BioTokenProvider(options), folder);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);

    private sealed class SoftHsm(BioTokenProvider provider, DirectoryInfo folder) : ContractToken
    {
        public override BioTokenProvider Provider { get; } = provider;

        public override void Remove() => throw NotThere();

        public override void Insert() => throw NotThere();

        public override void SetScript(string script) => throw NotThere();

        public override void Touch() => throw NotThere();

        public override async ValueTask DisposeAsync()
        {
            await Provider.DisposeAsync();
            folder.Delete(recursive: true);
            Turn.Release();
        }

        private static NotSupportedException NotThere() => new("A test asked for what the backend's capabilities rule out.");
    }
}
