// The main task, from beginning to end, on a simulated token: a company's joint certificate (공동인증서) is about to expire, the renewed one is
// on disk, and the fingerprint security token (지문보안토큰) still holds the old one.
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using BioToken;
using BioToken.Authentication;
using BioToken.Identities;
using BioToken.Npki.Identities;
using QuickStart;

CancellationToken ct = CancellationToken.None;
using Stage stage = await Stage.SetAsync(ct);
string folder = stage.RenewedFolder;
string password = Stage.Password;
Say($"On disk: {folder}");

// ---- From here on, the code is the same as for a real token. ----
await using BioTokenProvider provider = stage.Provider;
await using IBioToken token = await provider.OpenAsync((await provider.ListAsync(ct))[0], ct);
Say($"Token: {token.Info}, steps: {string.Join(", then ", token.Info.AuthenticationSteps)}");

Progress prompt = new();
using (Pin pin = Pin.FromText(Stage.Pin)) { await token.AuthenticateAsync(pin, prompt, ct); }
Say("PIN and finger accepted.");

TokenIdentity old = (await token.GetIdentitiesAsync(ct))[0];
Say($"On the token: {old.Certificate.Subject}, serial {old.SerialNumber}, valid until {old.Certificate.NotAfter:yyyy-MM-dd}");

using NpkiIdentity renewed = NpkiIdentity.Open(folder, password);
TokenIdentity current = await token.ReplaceAsync(old, renewed, progress: prompt, cancellationToken: ct);
Say($"On the token: {current.Certificate.Subject}, serial {current.SerialNumber}, valid until {current.Certificate.NotAfter:yyyy-MM-dd}");

using RSA key = current.GetRSAPrivateKey()!;
byte[] bid = "입찰금액: 일금 일억이천삼백만원정"u8.ToArray();
byte[] signature = key.SignData(bid, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

using RSA publicKey = current.Certificate.GetRSAPublicKey()!;
bool verified = publicKey.VerifyData(bid, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
Say($"Bid signed on the token: {signature.Length} bytes, verified with the certificate: {verified}");

// The same key in a CMS signature (PKCS #7), the format that bidding sites accept.
using X509Certificate2 certificate = current.Certificate.ToX509Certificate();
SignedCms cms = new(new ContentInfo(bid));
cms.ComputeSignature(new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, certificate, key));
cms.CheckSignature(verifySignatureOnly: true);
Say($"Bid as CMS: {cms.Encode().Length} bytes, verified.");
return verified ? 0 : 1;

static void Say(string text) => Console.WriteLine(text);
