using System.Security.Cryptography;
using System.Text;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator;
using BioToken.Simulator.Cryptoki;
using BioToken.Simulator.Errors;
using BioToken.Simulator.Store;
using BioToken.Simulator.Tokens;
using BioToken.Vendors;

namespace BioToken.Fuzz;

/// <summary>
/// The files of a simulated token, one of which is the input: its state, its certificate, or its private key, according to the file's own
/// kind and content. A readable token is used through PKCS#11; calls must return, regardless of the files' content.
/// </summary>
internal sealed class StoreTarget : FuzzTarget
{
    private const string Root = "/tokens";
    private const string PinText = "12345678";
    private const int KindOffset = 10;
    private const int DigestOffset = 24;
    private const int HeaderLength = DigestOffset + SHA256.HashSizeInBytes;

    // Iterations of the PIN's hash; a higher number takes the time that it requires.
    private const int MaxIterations = 100_000;

    private readonly Lazy<MemoryDisk> _sample = new(MakeSample);

    public override int MaxLength => 6 * 1024;

    public override IReadOnlyList<string> Words =>
    [
        "BIOTKSIM", "null", "-1", "-3", "\"\"", "\"\\ud800\"", "[]", "{}", "\"serial\":", "\"vendor\":\"bio-seal\"", "\"vendor\":\"none\"",
        "\"label\":", "\"slot\":", "\"userPin\":", "\"salt\":", "\"hash\":", "\"iterations\":", "\"triesLeft\":", "\"maxTries\":",
        "\"fingers\":[0]", "\"fingerTriesLeft\":", "\"script\":\"wet*1\"", "\"scriptPosition\":", "\"faults\":\"seed 1\"",
        "\"faultCalls\":[1]", "\"memory\":", "\"maxObjects\":", "\"patience\":\"00:00:01\"", "\"isInserted\":false", ",", ":",
    ];

    public override IEnumerable<byte[]> MakeSeeds() => _sample.Value.Paths.Select(path => _sample.Value.TryRead(path, int.MaxValue)!);

    public override bool IsDeclared(Exception e) => e is SimulatorStoreException;

    public override byte[] Repair(byte[] input)
    {
        if (input.Length < HeaderLength)
            return input;
        BitConverter.TryWriteBytes(input.AsSpan(20), input.Length - HeaderLength);
        SHA256.HashData([.. input.AsSpan(0, DigestOffset), .. input.AsSpan(HeaderLength)], input.AsSpan(DigestOffset));
        return input;
    }

    public override void Read(byte[] input)
    {
        MemoryDisk disk = new(_sample.Value);
        string state = disk.Paths.First(path => Path.GetFileName(path) == "state");
        bool isObject = input.Length > KindOffset && input[KindOffset] == StoreEnvelope.Object;
        disk.Write(isObject ? disk.Paths.First(path => path.EndsWith(".obj", StringComparison.Ordinal)) : state, input);
        using TokenSimulator simulator = TokenSimulator.Open(disk, Root);
        IReadOnlyList<SimulatedToken> tokens = simulator.Tokens;
        Require(tokens.Count + simulator.DamagedTokens.Count == 1, "a token is there, or damaged");
        foreach (DamagedToken damaged in simulator.DamagedTokens)
            throw damaged.Problem;
        SimulatedToken token = tokens[0];
        Require(
            token.PinAttemptsRemaining >= 0 && token.FingerprintAttemptsRemaining >= 0 && token.SoPinAttemptsRemaining >= 0,
            "tries are not negative");
        Require(token.MemoryFree >= 0 && token.Objects.All(o => o.Size >= 0), "sizes are not negative");
        Use(simulator, token);
    }

    /// <summary>Uses the token if nothing in its state makes calls wait.</summary>
    private static void Use(TokenSimulator simulator, SimulatedToken token)
    {
        using SimulatedCryptoki cryptoki = simulator.CreateCryptoki();
        cryptoki.Initialize();
        Span<nuint> slots = stackalloc nuint[8];
        if (cryptoki.GetSlotList(true, slots, out int count) != CKR.OK || count == 0)
            return;
        _ = (cryptoki.GetSlotInfo(slots[0], out _), cryptoki.GetTokenInfo(slots[0], out _));
        if (token.Faults.Length > 0 || cryptoki.OpenSession(slots[0], SessionFlags.Serial | SessionFlags.ReadWrite, out nuint session) != CKR.OK)
            return;
        TokenDevice? device = simulator.Collection.Find(slots[0]);
        if (device is { Persona.AsksForFinger: false, State.UserPin.Iterations: <= MaxIterations })
            _ = cryptoki.Login(session, CKU.USER, Encoding.ASCII.GetBytes(PinText));
        ReadObjects(cryptoki, session);
        cryptoki.FinalizeCryptoki();
    }

    private static void ReadObjects(SimulatedCryptoki cryptoki, nuint session)
    {
        using AttributeTemplate any = new();
        using AttributeQuery query = new(
            (CKA.CLASS, 8), (CKA.ID, 20), (CKA.LABEL, 32), (CKA.VALUE, 0), (CKA.MODULUS, 256), (CKA.MODULUS_BITS, 8));
        Span<nuint> objects = stackalloc nuint[8];
        if (cryptoki.FindObjectsInit(session, any) != CKR.OK || cryptoki.FindObjects(session, objects, out int count) != CKR.OK)
            return;
        cryptoki.FindObjectsFinal(session);
        Span<byte> signature = stackalloc byte[512];
        foreach (nuint handle in objects[..count])
        {
            _ = cryptoki.GetAttributeValue(session, handle, query);
            if (cryptoki.SignInit(session, new Mechanism(CKM.SHA256_RSA_PKCS), handle) == CKR.OK)
                _ = cryptoki.Sign(session, [1, 2, 3], signature, out _);
        }
    }

    private static MemoryDisk MakeSample()
    {
        MemoryDisk disk = new();
        using TokenSimulator simulator = TokenSimulator.Open(disk, Root);
        SimulatedToken token = simulator.CreateToken(new SimulatedTokenOptions
        {
            Vendor = VendorCatalog.Generic.Id, Label = "Fuzz", Pin = PinText, PinIterations = 1,
        });
        using SimulatedCryptoki cryptoki = simulator.CreateCryptoki();
        cryptoki.Initialize();
        Check(cryptoki.OpenSession((nuint)token.Slot, SessionFlags.Serial | SessionFlags.ReadWrite, out nuint session));
        Check(cryptoki.Login(session, CKU.USER, Encoding.ASCII.GetBytes(PinText)));
        using AttributeTemplate key = KeyTemplate();
        Check(cryptoki.CreateObject(session, key, out _));
        cryptoki.FinalizeCryptoki();
        return disk;
    }

    private static AttributeTemplate KeyTemplate()
    {
        using RSA rsa = RSA.Create(2048);
        RSAParameters numbers = rsa.ExportParameters(includePrivateParameters: true);
        return new AttributeTemplate()
            .Add(CKO.PRIVATE_KEY)
            .Add(CKA.KEY_TYPE, (ulong)CKK.RSA)
            .Add(CKA.TOKEN, true)
            .Add(CKA.ID, [1, 2, 3])
            .Add(CKA.LABEL, "key")
            .Add(CKA.MODULUS, numbers.Modulus!).Add(CKA.PUBLIC_EXPONENT, numbers.Exponent!).Add(CKA.PRIVATE_EXPONENT, numbers.D!)
            .Add(CKA.PRIME_1, numbers.P!).Add(CKA.PRIME_2, numbers.Q!).Add(CKA.EXPONENT_1, numbers.DP!).Add(CKA.EXPONENT_2, numbers.DQ!)
            .Add(CKA.COEFFICIENT, numbers.InverseQ!);
    }

    private static void Check(CKR result)
    {
        if (result != CKR.OK)
            throw new InvalidOperationException($"The sample token answers {result}.");
    }
}
