using BioToken.Vendors;

namespace BioToken.Tests.Contract;

/// <summary>All backends, once each, or only those that BIOTOKEN_BACKENDS lists, separated by commas.</summary>
internal static class Backends
{
    private static readonly string[]? Chosen = Environment.GetEnvironmentVariable("BIOTOKEN_BACKENDS")?.Split(',');

    private static readonly IContractBackend[] All =
    [
        .. VendorCatalog.Default.Profiles.Select(p => new SimulatedBackend(p, onDisk: false)),
        new SimulatedBackend(VendorCatalog.Generic, onDisk: false),
        new SimulatedBackend(VendorCatalog.Default.Profiles[0], onDisk: true),
        .. VendorCatalog.Default.Profiles.Select(p => new SharedLibraryBackend(p)),
        new SharedLibraryBackend(VendorCatalog.Generic),
        new SoftHsmBackend(),
        // A finger by a step of its own, and one for each signature.
        new SharedLibraryBackend(VendorCatalog.Default.Profiles.First(p => p.Id == "bio-seal"), byInterop: true),
        new SharedLibraryBackend(VendorCatalog.Default.Profiles.First(p => p.Id == "asam2072fp"), byInterop: true),
        new SoftHsmBackend(byInterop: true),
    ];

    public static TheoryData<string> With(Capability needed) =>
    [
        .. All.Where(b => b.Capabilities.HasFlag(needed) && Chosen?.Contains(b.Name, StringComparer.Ordinal) is not false)
            .Select(b => b.Name),
    ];

    public static ContractToken Create(string name, ContractSetup? setup = null)
        => All.Single(b => b.Name == name).Create(setup ?? new ContractSetup());
}
