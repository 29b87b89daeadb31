using BioToken;
using BioToken.Authentication;
using BioToken.Npki.Identities;
using BioToken.Simulator;
using BioToken.Simulator.Issuing;

namespace QuickStart;

/// <summary>
/// The environment that exists outside of this sample: a simulated token with an expiring certificate, and the renewed certificate in an
/// NPKI folder.
/// </summary>
internal sealed class Stage : IDisposable
{
    public const string Pin = "83746502";
    public const string Password = "quick!Start2026";

    private readonly TokenSimulator _simulator;
    private readonly DirectoryInfo _disk;

    private Stage(TokenSimulator simulator, DirectoryInfo disk, string renewedFolder)
    {
        _simulator = simulator;
        _disk = disk;
        RenewedFolder = renewedFolder;
        Provider = NewProvider(simulator, disk);
    }

    public BioTokenProvider Provider { get; }

    public string RenewedFolder { get; }

    public static async Task<Stage> SetAsync(CancellationToken ct)
    {
        DateTimeOffset today = TimeProvider.System.GetUtcNow();
        using SimulatedAuthority authority = new();
        using NpkiIdentity expiring = authority.Issue(Business(today.AddDays(-360), today.AddDays(5)));
        using NpkiIdentity renewed = authority.Issue(Business(today.AddDays(-1), today.AddDays(370)));

        DirectoryInfo disk = Directory.CreateTempSubdirectory("biotoken-quickstart");
        NpkiFolder folder = SimulatedNpkiFolder.Write(Path.Combine(disk.FullName, "NPKI"), renewed, Password);

        TokenSimulator simulator = TokenSimulator.InMemory();
        simulator.CreateToken(new SimulatedTokenOptions { Vendor = "bio-seal", Label = "QuickStart", Pin = Pin });
        await PutOnTokenAsync(simulator, disk, expiring, ct);
        return new Stage(simulator, disk, folder.Path);
    }

    public void Dispose()
    {
        _simulator.Dispose();
        _disk.Delete(recursive: true);
    }

    private static SimulatedIdentityOptions Business(DateTimeOffset notBefore, DateTimeOffset notAfter)
        => new() { CommonName = "가나다건설(주)", RealName = "가나다건설(주)", NotBefore = notBefore, NotAfter = notAfter };

    private static async Task PutOnTokenAsync(TokenSimulator simulator, DirectoryInfo disk, NpkiIdentity identity, CancellationToken ct)
    {
        await using BioTokenProvider provider = NewProvider(simulator, disk);
        await using IBioToken token = await provider.OpenAsync((await provider.ListAsync(ct))[0], ct);
        using (Pin pin = BioToken.Authentication.Pin.FromText(Pin))
            await token.AuthenticateAsync(pin, cancellationToken: ct);
        await token.WriteAsync(identity, cancellationToken: ct);
    }

    // The token exists only while this program runs, so no journal is left behind.
    private static BioTokenProvider NewProvider(TokenSimulator simulator, DirectoryInfo disk) => new(new BioTokenOptions
    {
        IncludeVendorModules = false,
        Modules = { new SimulatedTokenModule(simulator) },
        JournalDirectory = Path.Combine(disk.FullName, "journal"),
    });
}
