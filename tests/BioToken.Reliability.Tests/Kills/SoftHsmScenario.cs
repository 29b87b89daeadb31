using System.Security.Cryptography;
using System.Text;
using BioToken.Npki.Identities;

namespace BioToken.Reliability.Tests;

/// <summary>The same kills in SoftHSM2's file store, with pkcs11-tool: a measure of how well these tests find losses.</summary>
/// <param name="title">The command in words.</param>
/// <param name="arguments">The arguments of the pkcs11-tool run that is killed.</param>
internal sealed class SoftHsmScenario(string title, Func<KillPlace, string[]> arguments) : KillScenario
{
    private const string KeptId = "01";
    private const string OtherPin = "24681357";

    /// <summary>The commands: one that only logs in, and those that write beside existing objects.</summary>
    public static IEnumerable<SoftHsmScenario> All =>
    [
        new("login", _ => ["--list-objects"]),
        new("write certificate", place => ["--write-object", place["new.der"], "--type", "cert", "--id", "02"]),
        new("write private key", place => ["--write-object", place["new.key"], "--type", "privkey", "--id", "02"]),
        new("delete another certificate", _ => ["--delete-object", "--type", "cert", "--id", "03"]),
        new("change PIN", _ => ["--change-pin", "--new-pin", OtherPin]),
    ];

    public override string Name => $"SoftHSM2, {title}";

    private static NpkiIdentity Kept => KillIdentities.Old;

    public override Task PrepareAsync(KillPlace place)
    {
        Directory.CreateDirectory(place["softhsm"]);
        File.WriteAllText(
            place["softhsm2.conf"], $"directories.tokendir = {place["softhsm"]}\nobjectstore.backend = file\nlog.level = ERROR\n");
        Run(place, "softhsm2-util", ["--init-token", "--free", "--label", "Kill", "--so-pin", "5555555555", "--pin", KillPlace.Pin]);
        WriteFiles(place, "kept", Kept);
        WriteFiles(place, "new", KillIdentities.New);
        Pkcs11Tool(place, KillPlace.Pin, "--write-object", place["kept.key"], "--type", "privkey", "--id", KeptId);
        Pkcs11Tool(place, KillPlace.Pin, "--write-object", place["kept.der"], "--type", "cert", "--id", KeptId);
        Pkcs11Tool(place, KillPlace.Pin, "--write-object", place["new.der"], "--type", "cert", "--id", "03");
        return Task.CompletedTask;
    }

    public override ToolRun Command(KillPlace place)
        => new("pkcs11-tool", Arguments(KillPlace.Pin, arguments(place)), DurableCalls.OfC, Environment(place));

    public override Task LearnAsync(KillPlace place) => CheckAsync(place);

    public override Task CheckAsync(KillPlace place)
    {
        string pin = IsAccepted(place, KillPlace.Pin) || !IsAccepted(place, OtherPin) ? KillPlace.Pin : OtherPin;
        string read = place["read"];
        Pkcs11Tool(place, pin, "--read-object", "--type", "cert", "--id", KeptId, "--output-file", read);
        KillException.Unless(File.ReadAllBytes(read).AsSpan().SequenceEqual(Kept.Certificate.Der.Span), "The certificate is another one.");
        byte[] data = RandomNumberGenerator.GetBytes(32);
        File.WriteAllBytes(place["data"], data);
        Pkcs11Tool(
            place, pin, "--sign", "--mechanism", "SHA256-RSA-PKCS", "--id", KeptId, "--input-file", place["data"], "--output-file", read);
        using RSA key = Kept.Certificate.GetRSAPublicKey()!;
        KillException.Unless(
            key.VerifyData(data, File.ReadAllBytes(read), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), "The key does not sign.");
        return Task.CompletedTask;
    }

    private static void WriteFiles(KillPlace place, string name, NpkiIdentity identity)
    {
        File.WriteAllBytes(place[name + ".der"], identity.Certificate.Der.ToArray());
        using RSA key = RSA.Create();
        key.ImportPkcs8PrivateKey(identity.PrivateKey.Pkcs8, out _);
        File.WriteAllBytes(place[name + ".key"], key.ExportRSAPrivateKey());
    }

    private static bool IsAccepted(KillPlace place, string pin)
        => ExternalProgram.RunToEnd("pkcs11-tool", Arguments(pin, ["--list-objects"]), environment: Environment(place)).ExitCode == 0;

    private static void Pkcs11Tool(KillPlace place, string pin, params string[] arguments)
        => Run(place, "pkcs11-tool", Arguments(pin, arguments));

    private static string[] Arguments(string pin, string[] arguments)
        => ["--module", SoftHsmStore.LibraryPath!, "--login", "--pin", pin, .. arguments];

    private static void Run(KillPlace place, string program, string[] arguments)
    {
        ProgramOutcome outcome = ExternalProgram.RunToEnd(program, arguments, environment: Environment(place));
        if (outcome.ExitCode != 0)
            throw new KillException($"{program} {string.Join(' ', arguments)} ended with {outcome.ExitCode}: {outcome.Errors}{Encoding.UTF8.GetString(outcome.Output)}");
    }

    private static Dictionary<string, string?> Environment(KillPlace place)
        => new(StringComparer.Ordinal) { ["SOFTHSM2_CONF"] = place["softhsm2.conf"], ["LANG"] = "C.UTF-8" };
}
