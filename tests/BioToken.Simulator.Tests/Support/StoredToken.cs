using System.Text;
using System.Text.Json.Nodes;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Store;

namespace BioToken.Simulator.Tests;

/// <summary>A token in a directory, with an object and a key. Its files can be rewritten with a valid checksum.</summary>
internal sealed class StoredToken : IDisposable
{
    public const string Pin = "12345678";

    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();

    public StoredToken(string vendor = "bio-seal")
    {
        using TokenSimulator simulator = TokenSimulator.Open(_folder.Path);
        SimulatedTokenOptions options = new() { Vendor = vendor, Pin = Pin, PinIterations = 1 };
        Serial = simulator.CreateToken(options).SerialNumber;
        using SimulatedCryptoki module = simulator.CreateCryptoki();
        module.Initialize();
        module.OpenSession(0, SessionFlags.ReadWrite, out nuint session);
        Assert.Equal(CKR.OK, module.Login(session, CKU.USER, Encoding.ASCII.GetBytes(Pin)));
        using AttributeTemplate key = TestKeys.RsaPrivate();
        Assert.Equal(CKR.OK, module.CreateObject(session, key, out _));
        using AttributeTemplate publicKey = TestKeys.EcPublic();
        Assert.Equal(CKR.OK, module.CreateObject(session, publicKey, out _));
    }

    public string Serial { get; }

    public string Path => _folder.Path;

    public string Folder => _folder[Serial];

    public string StatePath => System.IO.Path.Combine(Folder, "state");

    public string[] ObjectPaths => [.. Directory.GetFiles(Folder, "*.obj").Order(StringComparer.Ordinal)];

    /// <summary>The current text of the state.</summary>
    public string StateText
        => Encoding.UTF8.GetString(StoreEnvelope.Open(File.ReadAllBytes(StatePath), StoreEnvelope.State, StatePath, out _));

    /// <summary>Replaces the state.</summary>
    public void WriteState(ReadOnlySpan<byte> text) => File.WriteAllBytes(StatePath, StoreEnvelope.Seal(StoreEnvelope.State, 7, text));

    /// <summary>Replaces one value of the state.</summary>
    /// <param name="path">The value's name, preceded by its parents: <c>userPin.iterations</c>.</param>
    /// <param name="value">The value as JSON.</param>
    public void WriteState(string path, string value)
    {
        JsonNode state = JsonNode.Parse(StateText)!;
        string[] names = path.Split('.');
        JsonNode above = names[..^1].Aggregate(state, (node, name) => node[name]!);
        above[names[^1]] = JsonNode.Parse(value);
        WriteState(Encoding.UTF8.GetBytes(state.ToJsonString()));
    }

    /// <summary>Reads the attributes from an object's file.</summary>
    public static byte[] ReadObject(string path)
        => StoreEnvelope.Open(File.ReadAllBytes(path), StoreEnvelope.Object, path, out _).ToArray();

    /// <summary>Replaces the attributes in an object's file.</summary>
    public static void WriteObject(string path, ReadOnlySpan<byte> attributes)
        => File.WriteAllBytes(path, StoreEnvelope.Seal(StoreEnvelope.Object, 0, attributes));

    /// <summary>Uses the token in every way: each call must end soon, with a defined return value or a store exception.</summary>
    /// <returns>The simulator's error for a damaged token; null if it accepted the token as undamaged.</returns>
    public string? Use()
    {
        using TokenSimulator simulator = TokenSimulator.Open(Path);
        string? problem = simulator.DamagedTokens is [{ } damaged, ..] ? damaged.Problem.Message : null;
        _ = simulator.Tokens;
        using SimulatedCryptoki module = simulator.CreateCryptoki();
        AssertDefined(module.Initialize());
        nuint[] slots = new nuint[4];
        AssertDefined(module.GetSlotList(tokenPresent: false, slots, out int count));
        foreach (nuint slot in slots[..count])
        {
            AssertDefined(module.GetSlotInfo(slot, out _));
            AssertDefined(module.GetTokenInfo(slot, out _));
            AssertDefined(module.OpenSession(slot, SessionFlags.ReadWrite, out nuint session));
            AssertDefined(module.LoginOnDevice(session, CKU.USER));
            AssertDefined(module.Login(session, CKU.USER, Encoding.ASCII.GetBytes(Pin)));
            UseObjects(module, session);
        }

        return problem;
    }

    public void Dispose() => _folder.Dispose();

    private static void UseObjects(SimulatedCryptoki module, nuint session)
    {
        nuint[] objects = new nuint[16];
        using AttributeTemplate all = new();
        AssertDefined(module.FindObjectsInit(session, all));
        AssertDefined(module.FindObjects(session, objects, out int count));
        AssertDefined(module.FindObjectsFinal(session));
        foreach (nuint handle in objects[..count])
        {
            using AttributeQuery query = new([.. Enum.GetValues<CKA>().Select(type => (type, 0))]);
            AssertDefined(module.GetAttributeValue(session, handle, query));
            AssertDefined(module.SignInit(session, new Mechanism(CKM.SHA256_RSA_PKCS), handle));
            AssertDefined(module.Sign(session, [1, 2, 3], new byte[1024], out _));
            AssertDefined(module.Verification.VerifyInit(session, new MechanismArgument { Type = CKM.ECDSA_SHA256 }, handle));
            AssertDefined(module.Verification.Verify(session, [1, 2, 3], new byte[64]));
            AssertDefined(module.Decryption.Init(session, new MechanismArgument { Type = CKM.RSA_PKCS }, handle));
            AssertDefined(module.Decrypt(session, new byte[256], new byte[1024].AsSpan(), out _));
        }
    }

    private static void AssertDefined(CKR rv)
    {
        Assert.True(Enum.IsDefined(rv), $"{rv} is no return value of the specification");
        Assert.NotEqual(CKR.GENERAL_ERROR, rv);
    }
}
