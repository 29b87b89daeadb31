namespace BioToken.Tests.Contract;

/// <summary>SoftHSM2 through its real module: software that is not ours.</summary>
/// <param name="byInterop">Whether Pkcs11Interop has loaded the module.</param>
internal sealed class SoftHsmBackend(bool byInterop = false) : IContractBackend
{
    private static readonly SemaphoreSlim Turn = new(1);

    public string Name => byInterop ? "SoftHSM2 by Pkcs11Interop" : "SoftHSM2";

    // It counts no PINs, has no sensor, and its tokens are never pulled out.
    public Capability Capabilities => Capability.None;

    public ContractToken Create(ContractSetup setup)
    {
        Assert.SkipWhen(SoftHsmStore.LibraryPath is null, "SoftHSM2 is not installed.");
        // One configuration and one login per process: its tests take turns.
        Turn.Wait(TimeSpan.FromMinutes(5));
        SoftHsmStore store = new();
        store.CreateToken("Contract", ContractToken.Pin, officerPin: "5555555555");
        BioTokenOptions options = new() { IncludeVendorModules = false, JournalDirectory = TestJournal.Directory };
        IDisposable? library = ModuleSource.Add(options, SoftHsmStore.LibraryPath!, byInterop);
        setup.Configure(options);
        return new SoftHsm(new BioTokenProvider(options), store, library);
    }

    private sealed class SoftHsm(BioTokenProvider provider, SoftHsmStore store, IDisposable? library) : ContractToken
    {
        public override BioTokenProvider Provider { get; } = provider;

        public override void Remove() => throw NotThere();

        public override void Insert() => throw NotThere();

        public override void SetScript(string script) => throw NotThere();

        public override void Touch() => throw NotThere();

        public override async ValueTask DisposeAsync()
        {
            await Provider.DisposeAsync();
            library?.Dispose();
            store.Dispose();
            Turn.Release();
        }

        private static NotSupportedException NotThere() => new("A test asked for what the backend's capabilities rule out.");
    }
}
