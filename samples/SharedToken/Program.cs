// A server that signs with one fingerprint security token (지문보안토큰), which is opened and logged in to once and shared by all requests, here
// 50 at a time.
using System.Security.Cryptography;
using System.Text;
using BioToken;
using BioToken.Authentication;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Simulator;
using BioToken.Simulator.Issuing;
using SharedToken;

const int Requests = 50;
const string TypedPin = "83746502";
CancellationToken ct = CancellationToken.None;

// The environment that exists outside of this sample: a token with a certificate, and a person with a finger.
using TokenSimulator simulator = TokenSimulator.InMemory();
SimulatedToken device = simulator.CreateToken(new SimulatedTokenOptions { Vendor = "bio-seal", Label = "Server", Pin = TypedPin });
DirectoryInfo journal = Directory.CreateTempSubdirectory("biotoken-shared-token");
using RSA publicKey = await PutCertificateOnTokenAsync();

// ---- From here on, the code is the same as for a real token. ----
await using BioTokenProvider provider = NewProvider();
await using SigningService service = new(provider, device.SerialNumber);
using (Pin pin = Pin.FromText(TypedPin)) { await service.LoginAsync(pin, prompts: null, ct); }

bool[] served = await Task.WhenAll(Enumerable.Range(1, Requests).Select(async number =>
{
    byte[] bid = Encoding.UTF8.GetBytes($"bid {number}");
    byte[] signature = await service.SignAsync(bid, ct);
    return publicKey.VerifyData(bid, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}));

Console.WriteLine($"{served.Count(ok => ok)} of {Requests} requests served, each signature verified.");
journal.Delete(recursive: true);
return served.All(ok => ok) ? 0 : 1;

BioTokenProvider NewProvider() => new(new BioTokenOptions
{
    IncludeVendorModules = false,
    Modules = { new SimulatedTokenModule(simulator) },
    JournalDirectory = journal.FullName,
});

async Task<RSA> PutCertificateOnTokenAsync()
{
    using SimulatedAuthority authority = new();
    using NpkiIdentity identity = authority.Issue(new SimulatedIdentityOptions { CommonName = "가나다건설(주)", RealName = "가나다건설(주)" });
    await using BioTokenProvider owner = NewProvider();
    await using IBioToken token = await owner.OpenAsync((await owner.ListAsync(ct))[0], ct);
    using (Pin pin = Pin.FromText(TypedPin)) { await token.AuthenticateAsync(pin, cancellationToken: ct); }
    TokenIdentity written = await token.WriteAsync(identity, cancellationToken: ct);
    return written.Certificate.GetRSAPublicKey()!;
}
