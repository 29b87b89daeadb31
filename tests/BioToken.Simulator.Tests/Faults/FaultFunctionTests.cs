using System.Text;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Faults;
using BioToken.Simulator.Mechanisms.Operations;

namespace BioToken.Simulator.Tests;

/// <summary>Tests that every function consults the fault plan once per call.</summary>
public class FaultFunctionTests
{
    private const CKR Told = (CKR)0x80000099;

    private static readonly Dictionary<string, Func<Bench, CKR>> Calls = new(StringComparer.Ordinal)
    {
        ["C_GetSlotInfo"] = bench => bench.Module.GetSlotInfo(bench.Slot, out _),
        ["C_GetTokenInfo"] = bench => bench.Module.GetTokenInfo(bench.Slot, out _),
        ["C_GetMechanismList"] = bench => bench.Module.GetMechanismList(bench.Slot, [], out _),
        ["C_GetMechanismInfo"] = bench => bench.Module.GetMechanismInfo(bench.Slot, CKM.RSA_PKCS, out _),
        ["C_InitToken"] = bench => bench.Module.Administration.InitToken(
            bench.Slot, Encoding.UTF8.GetBytes(Bench.OfficerPin), isOnDevice: false, "again"u8),
        ["C_InitPIN"] = bench => bench.Module.Administration.InitPin(bench.Session, "12341234"u8, isOnDevice: false),
        ["C_SetPIN"] = bench => bench.Module.Administration.SetPin(bench.Session, "12345678"u8, "12341234"u8, isOnDevice: false),
        ["C_OpenSession"] = bench => bench.Module.OpenSession(bench.Slot, SessionFlags.None, out _),
        ["C_CloseSession"] = bench => bench.Module.CloseSession(bench.Session),
        ["C_CloseAllSessions"] = bench => bench.Module.Sessions.CloseAllSessions(bench.Slot),
        ["C_GetSessionInfo"] = bench => bench.Module.GetSessionInfo(bench.Session, out _),
        ["C_SessionCancel"] = bench => bench.Module.Operations.SessionCancel(bench.Session, ulong.MaxValue),
        ["C_Login"] = bench => bench.Login(),
        ["C_Logout"] = bench => bench.Module.Logout(bench.Session),
        ["C_CreateObject"] = bench => bench.TryCreate(TestKeys.Data(), out _),
        ["C_CopyObject"] = bench => bench.TryCopy(1, out _),
        ["C_DestroyObject"] = bench => bench.Module.DestroyObject(bench.Session, 1),
        ["C_GetObjectSize"] = bench => bench.Module.Objects.GetObjectSize(bench.Session, 1, out _),
        ["C_GetAttributeValue"] = ReadLabel,
        ["C_SetAttributeValue"] = bench => bench.Set(1, new AttributeTemplate().Add(CKA.LABEL, "new")),
        ["C_FindObjectsInit"] = FindInit,
        ["C_FindObjects"] = bench => bench.Module.FindObjects(bench.Session, new nuint[4], out _),
        ["C_FindObjectsFinal"] = bench => bench.Module.FindObjectsFinal(bench.Session),
        ["C_EncryptInit"] = bench => bench.Module.Encryption.Init(bench.Session, Mechanism(CKM.RSA_PKCS), 1),
        ["C_Encrypt"] = bench => bench.Module.Encryption.Run(bench.Session, "a"u8, Room, out _),
        ["C_EncryptUpdate"] = bench => bench.Module.Encryption.Update(bench.Session, "a"u8, Room, out _),
        ["C_EncryptFinal"] = bench => bench.Module.Encryption.Final(bench.Session, Room, out _),
        ["C_DecryptInit"] = bench => bench.Module.Decryption.Init(bench.Session, Mechanism(CKM.RSA_PKCS), 1),
        ["C_Decrypt"] = bench => bench.Module.Decrypt(bench.Session, "a"u8, Room, out _),
        ["C_DecryptUpdate"] = bench => bench.Module.Decryption.Update(bench.Session, "a"u8, Room, out _),
        ["C_DecryptFinal"] = bench => bench.Module.Decryption.Final(bench.Session, Room, out _),
        ["C_DigestInit"] = bench => bench.Module.Digests.DigestInit(bench.Session, Mechanism(CKM.SHA256)),
        ["C_Digest"] = bench => bench.Module.Digests.Digest(bench.Session, "a"u8, Room, out _),
        ["C_DigestUpdate"] = bench => bench.Module.Digests.DigestUpdate(bench.Session, "a"u8),
        ["C_DigestFinal"] = bench => bench.Module.Digests.DigestFinal(bench.Session, Room, out _),
        ["C_SignInit"] = bench => bench.Module.SignInit(bench.Session, new Mechanism(CKM.SHA256_RSA_PKCS), 1),
        ["C_Sign"] = bench => bench.Module.Sign(bench.Session, "a"u8, new byte[512], out _),
        ["C_SignUpdate"] = bench => bench.Module.Signing.SignUpdate(bench.Session, "a"u8),
        ["C_SignFinal"] = bench => bench.Module.Signing.SignFinal(bench.Session, Room, out _),
        ["C_VerifyInit"] = bench => bench.Module.Verification.VerifyInit(bench.Session, Mechanism(CKM.SHA256_RSA_PKCS), 1),
        ["C_Verify"] = bench => bench.Module.Verification.Verify(bench.Session, "a"u8, "b"u8),
        ["C_VerifyUpdate"] = bench => bench.Module.Verification.VerifyUpdate(bench.Session, "a"u8),
        ["C_VerifyFinal"] = bench => bench.Module.Verification.VerifyFinal(bench.Session, "b"u8),
        ["C_GenerateKey"] = GenerateKey,
        ["C_GenerateKeyPair"] = GenerateKeyPair,
        ["C_SeedRandom"] = bench => bench.Module.Random.SeedRandom(bench.Session),
        ["C_GenerateRandom"] = bench => bench.Module.Random.GenerateRandom(bench.Session, new byte[8]),
    };

    private static Span<byte> Room => new byte[512];

    [Fact]
    public void Calls_of_this_test_are_all_functions()
        => Assert.Equal(
            TokenFunction.All.Select(function => function.Name).Order(StringComparer.Ordinal), Calls.Keys.Order(StringComparer.Ordinal),
            StringComparer.Ordinal);

    [Fact]
    public void Before_answers_for_every_function_and_counts_the_call_once()
    {
        foreach ((string name, Func<Bench, CKR> call) in Calls)
        {
            using Bench bench = new Bench(change: Cheap).With($"any#* before 0x80000099; {name}#1 remove");
            Assert.True(call(bench) == Told, name);
            Assert.True(bench.Token.FaultCalls is [1, 1], $"{name} was counted {string.Join(" and ", bench.Token.FaultCalls)} times.");
        }
    }

    [Fact]
    public void After_answers_for_every_function_and_counts_the_call_once()
    {
        foreach ((string name, Func<Bench, CKR> call) in Calls)
        {
            using Bench bench = new Bench(change: Cheap).With($"{name}#* after 0x80000099; any#*[hw-feature] remove");
            Assert.True(call(bench) == Told, name);
            Assert.True(bench.Token.FaultCalls is [1, 0], $"{name} was counted {bench.Token.FaultCalls[0]} times.");
        }
    }

    [Fact]
    public void Calls_without_a_plan_allocate_nothing()
    {
        using Bench bench = new();
        Span<byte> random = stackalloc byte[8];
        for (int i = 0; i < 100; i++)
            bench.Module.Random.GenerateRandom(bench.Session, random);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            bench.Module.Random.GenerateRandom(bench.Session, random);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Init_without_a_mechanism_is_a_call_of_the_init_function()
    {
        MechanismFlags[] kinds =
            [MechanismFlags.Encrypt, MechanismFlags.Decrypt, MechanismFlags.Digest, MechanismFlags.Sign, MechanismFlags.Verify];
        foreach (MechanismFlags kind in kinds)
        {
            using Bench bench = new Bench(change: Cheap).With($"C_{kind}Init#1 before 0x80000099");
            Assert.Equal(Told, bench.Module.Operations.CancelOperation(bench.Session, kind));
            Assert.Equal(CKR.ARGUMENTS_BAD, bench.Module.Operations.CancelOperation(bench.Session, kind));
        }
    }

    private static SimulatedTokenOptions Cheap(SimulatedTokenOptions options) => options with { PinIterations = 1 };

    private static MechanismArgument Mechanism(CKM type) => new() { Type = type };

    private static CKR ReadLabel(Bench bench)
    {
        using AttributeQuery query = new((CKA.LABEL, 8));
        return bench.Module.GetAttributeValue(bench.Session, 1, query);
    }

    private static CKR FindInit(Bench bench)
    {
        using AttributeTemplate all = new();
        return bench.Module.FindObjectsInit(bench.Session, all);
    }

    private static CKR GenerateKey(Bench bench)
    {
        using AttributeTemplate template = new AttributeTemplate().Add(CKA.VALUE_LEN, 16);
        return bench.Module.Keys.GenerateKey(bench.Session, Mechanism((CKM)0x1080), template, out _);
    }

    private static CKR GenerateKeyPair(Bench bench)
    {
        using AttributeTemplate template = new();
        return bench.Module.Keys.GenerateKeyPair(bench.Session, Mechanism((CKM)0x1040), template, template, out _, out _);
    }
}
