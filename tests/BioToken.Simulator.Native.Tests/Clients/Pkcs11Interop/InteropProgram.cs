using System.Text;
using BioToken.Simulator.Pkcs11Interop;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Net.Pkcs11Interop.HighLevelAPI.Factories;

namespace BioToken.Simulator.Native.Tests.Clients.Pkcs11Interop;

/// <summary>A program as Pkcs11Interop's users write it; a process of its own. It prints its results, one on a line.</summary>
internal static class InteropProgram
{
    /// <summary>In place of a library's path: the same tokens in process, without the library.</summary>
    public const string InProcess = "in process";

    private static Pkcs11InteropFactories Factories { get; set; } = new();

    /// <param name="arguments">The task, the library or <see cref="InProcess"/>, and the task's own arguments.</param>
    public static int Run(string[] arguments)
    {
        using TokenSimulator simulator = TokenSimulator.Open(Environment.GetEnvironmentVariable(SimulatorLibrary.Variable)!);
        if (arguments[1] == InProcess)
            Factories = new SimulatedPkcs11Factories(simulator);
        if (arguments[0] == "load")
            return LoadPlainly(arguments[1]);
        Pkcs11InteropLoader.Prepare();
        using IPkcs11Library library = Factories.Pkcs11LibraryFactory.LoadPkcs11Library(Factories, arguments[1], AppType.MultiThreaded);
        ISlot slot = Assert.Single(library.GetSlotList(SlotsType.WithTokenPresent));
        switch (arguments)
        {
            case ["describe", _]:
                Describe(library, slot);
                break;
            case ["sign", _, string pin, string id]:
                Sign(slot, pin, id);
                break;
            case ["sign-each", _, string pin, string id]:
                SignEach(slot, pin, id);
                break;
            case ["write", _, string pin, string certificate]:
                Write(slot, pin, Convert.FromHexString(certificate));
                break;
            case ["wrong-pin", _, string pin]:
                RefusePin(slot, pin);
                break;
            default:
                throw new ArgumentException($"Unknown task: {string.Join(' ', arguments)}", nameof(arguments));
        }

        return 0;
    }

    /// <summary>Loads the library as Pkcs11Interop does it by itself.</summary>
    private static int LoadPlainly(string path)
    {
        try
        {
            Factories.Pkcs11LibraryFactory.LoadPkcs11Library(Factories, path, AppType.MultiThreaded).Dispose();
            Print("loaded", true);
        }
        catch (DllNotFoundException e)
        {
            Print("loaded", e.Message.Contains("libdl", StringComparison.Ordinal) ? "no libdl" : e.Message);
        }

        return 0;
    }

    private static void Describe(IPkcs11Library library, ISlot slot)
    {
        ITokenInfo token = slot.GetTokenInfo();
        library.WaitForSlotEvent(WaitType.NonBlocking, out bool hasEvent, out _);
        Print("manufacturer", library.GetInfo().ManufacturerId);
        Print("label", token.Label);
        Print("serial", token.SerialNumber);
        Print("protected path", token.TokenFlags.ProtectedAuthenticationPath);
        Print("RSA", slot.GetMechanismInfo(CKM.CKM_SHA256_RSA_PKCS).MaxKeySize);
        Print("mechanisms", slot.GetMechanismList().Count);
        Print("event", hasEvent);
    }

    /// <summary>Logs in, with a PIN or, without one, on the device; finds a certificate and its key, signs and verifies.</summary>
    private static void Sign(ISlot slot, string pin, string id)
    {
        using ISession session = slot.OpenSession(SessionType.ReadOnly);
        session.Login(CKU.CKU_USER, pin.Length == 0 ? null : Encoding.UTF8.GetBytes(pin));
        IObjectHandle certificate = Find(session, CKO.CKO_CERTIFICATE, id);
        IObjectHandle key = Find(session, CKO.CKO_PRIVATE_KEY, id);
        List<IObjectAttribute> values = session.GetAttributeValue(certificate, [CKA.CKA_VALUE, CKA.CKA_LABEL]);
        List<IObjectAttribute> hidden = session.GetAttributeValue(key, [CKA.CKA_PRIVATE_EXPONENT]);
        using IMechanism mechanism = Factories.MechanismFactory.Create(CKM.CKM_SHA256_RSA_PKCS);
        byte[] signature = session.Sign(mechanism, key, "message"u8.ToArray());
        session.Verify(mechanism, Find(session, CKO.CKO_PUBLIC_KEY, id), "message"u8.ToArray(), signature, out bool isValid);
        session.Verify(mechanism, Find(session, CKO.CKO_PUBLIC_KEY, id), "massage"u8.ToArray(), signature, out bool isOtherValid);
        using MemoryStream stream = new("message"u8.ToArray());
        byte[] inParts = session.Sign(mechanism, key, stream, 3);
        session.Logout();
        Print("certificate", Convert.ToHexString(values[0].GetValueAsByteArray()));
        Print("hidden", hidden[0].CannotBeRead);
        Print("valid", $"{isValid} {isOtherValid}");
        Print("same in parts", inParts.AsSpan().SequenceEqual(signature));
        Print("signature", Convert.ToHexString(signature));
    }

    /// <summary>Signs with a key that asks for a finger each time.</summary>
    private static void SignEach(ISlot slot, string pin, string id)
    {
        using ISession session = slot.OpenSession(SessionType.ReadOnly);
        session.Login(CKU.CKU_USER, pin);
        IObjectHandle key = Find(session, CKO.CKO_PRIVATE_KEY, id);
        using IMechanism mechanism = Factories.MechanismFactory.Create(CKM.CKM_SHA256_RSA_PKCS);
        Print("without a finger", ReturnValue(() => session.Sign(mechanism, key, "message"u8.ToArray())));
        Print("signature", Convert.ToHexString(session.Sign(mechanism, key, pin, "message"u8.ToArray())));
    }

    /// <summary>Writes a certificate, reads it back and erases it.</summary>
    private static void Write(ISlot slot, string pin, byte[] certificate)
    {
        using ISession session = slot.OpenSession(SessionType.ReadWrite);
        session.Login(CKU.CKU_USER, pin);
        IObjectAttributeFactory attributes = Factories.ObjectAttributeFactory;
        IObjectHandle created = session.CreateObject(
        [
            attributes.Create(CKA.CKA_CLASS, CKO.CKO_CERTIFICATE),
            attributes.Create(CKA.CKA_CERTIFICATE_TYPE, CKC.CKC_X_509),
            attributes.Create(CKA.CKA_TOKEN, true),
            attributes.Create(CKA.CKA_ID, new byte[] { 7 }),
            attributes.Create(CKA.CKA_LABEL, "written"),
            attributes.Create(CKA.CKA_SUBJECT, new byte[] { 0x30, 0x00 }),
            attributes.Create(CKA.CKA_VALUE, certificate),
        ]);
        bool isRead = session.GetAttributeValue(created, [CKA.CKA_VALUE])[0].GetValueAsByteArray().AsSpan().SequenceEqual(certificate);
        Print("read back", isRead);
        session.DestroyObject(Find(session, CKO.CKO_CERTIFICATE, "07"));
        Print("gone", ReturnValue(() => session.GetAttributeValue(created, [CKA.CKA_VALUE])));
    }

    private static void RefusePin(ISlot slot, string pin)
    {
        using ISession session = slot.OpenSession(SessionType.ReadOnly);
        Print("wrong PIN", ReturnValue(() => session.Login(CKU.CKU_USER, pin)));
        Print("count low", slot.GetTokenInfo().TokenFlags.UserPinCountLow);
        Print("no login", ReturnValue(session.Logout));
    }

    private static IObjectHandle Find(ISession session, CKO kind, string id) => Assert.Single(session.FindAllObjects(
    [
        Factories.ObjectAttributeFactory.Create(CKA.CKA_CLASS, kind),
        Factories.ObjectAttributeFactory.Create(CKA.CKA_ID, Convert.FromHexString(id)),
    ]));

    private static string ReturnValue(Action call)
    {
        try
        {
            call();
            return nameof(CKR.CKR_OK);
        }
        catch (Pkcs11Exception e)
        {
            return $"{e.Method} {e.RV}";
        }
    }

    private static void Print(string name, object value) => Console.WriteLine($"{name}: {value}");
}
