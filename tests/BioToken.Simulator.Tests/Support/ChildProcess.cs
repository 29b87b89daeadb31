using System.Diagnostics;
using System.Globalization;
using System.Text;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki;

namespace BioToken.Simulator.Tests;

/// <summary>The code that this program runs if a test starts it as a child process. It reports each step on standard output.</summary>
internal static class ChildProcess
{
    /// <summary>Labels of the objects that are created before each initialization.</summary>
    public static readonly string[] InOrder = ["a", "b", "c", "d"];

    public static Process Start(params string[] arguments) => Start(environment: [], arguments);

    public static Process Start((string Name, string? Value)[] environment, params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, ["--child", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            // The process is too short-lived to benefit from optimized code.
            Environment = { ["DOTNET_TieredPGO"] = "0" },
        };
        foreach ((string name, string? value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static int Run(string[] arguments)
    {
        switch (arguments)
        {
            case ["write", string directory]:
                WriteForEver(directory);
                return 0;
            case ["change", string directory]:
                ChangeForEver(directory);
                return 0;
            case ["init-token", string directory]:
                InitializeForEver(directory);
                return 0;
            case ["create", string directory, string count]:
                Create(directory, int.Parse(count, CultureInfo.InvariantCulture));
                return 0;
            case ["default-directory"]:
                Console.WriteLine(TokenSimulator.DefaultDirectory);
                return 0;
            case ["wrong-pin", string directory]:
                return WrongPin(directory);
            case ["touch", string directory, string token, string finger]:
                TokenSimulator.Open(directory).Touch(token, int.Parse(finger, CultureInfo.InvariantCulture));
                return 0;
            case ["insert", string directory, string token]:
                TokenSimulator.Open(directory).Insert(token);
                return 0;
            case ["remove", string directory, string token]:
                TokenSimulator.Open(directory).Remove(token);
                return 0;
            default:
                return 99;
        }
    }

    /// <summary>Returns the value that belongs to a label, so that a reader can recognize a complete object.</summary>
    public static byte[] ValueOf(string label) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(label, 100)));

    private static void WriteForEver(string directory)
    {
        using TokenSimulator simulator = OpenFirst(directory, out SimulatedCryptoki module, out nuint session);
        Queue<nuint> handles = [];
        for (int i = 0; ; i++)
        {
            string label = string.Create(CultureInfo.InvariantCulture, $"object-{Environment.ProcessId}-{i}");
            using AttributeTemplate template = new AttributeTemplate(8192).Add(CKO.DATA).Add(CKA.TOKEN, true).Add(CKA.LABEL, label)
                .Add(CKA.VALUE, ValueOf(label));
            if (module.CreateObject(session, template, out nuint handle) != CKR.OK)
                throw new InvalidOperationException("The object could not be created.");
            Console.WriteLine($"created {label}.");
            handles.Enqueue(handle);
            Login(module, session, i % 2 == 0 ? "wrong-pin" : Bench.Pin);
            module.Logout(session);
            if (handles.Count > 3 && module.DestroyObject(session, handles.Dequeue()) != CKR.OK)
                throw new InvalidOperationException("The object could not be destroyed.");
        }
    }

    private static void Create(string directory, int count)
    {
        using TokenSimulator simulator = OpenFirst(directory, out SimulatedCryptoki module, out nuint session);
        for (int i = 0; i < count; i++)
        {
            using AttributeTemplate template = new AttributeTemplate().Add(CKO.DATA).Add(CKA.TOKEN, true);
            Console.Write($"{module.CreateObject(session, template, out _)} ");
        }
    }

    private static void ChangeForEver(string directory)
    {
        using TokenSimulator simulator = OpenFirst(directory, out SimulatedCryptoki module, out nuint session);
        using AttributeTemplate all = new();
        nuint[] found = new nuint[1];
        module.FindObjectsInit(session, all);
        module.FindObjects(session, found, out _);
        for (int i = 0; ; i++)
        {
            string text = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{i}");
            using AttributeTemplate change = new AttributeTemplate(8192).Add(CKA.LABEL, text).Add(CKA.VALUE, ValueOf(text));
            if (module.Attributes.SetAttributeValue(session, found[0], change) != CKR.OK)
                throw new InvalidOperationException("The object could not be changed.");
            Console.WriteLine($"changed {text}.");
        }
    }

    private static void InitializeForEver(string directory)
    {
        using TokenSimulator simulator = OpenFirst(directory, out SimulatedCryptoki module, out nuint session);
        byte[] officerPin = Encoding.UTF8.GetBytes(Bench.OfficerPin);
        Console.WriteLine("begun.");
        while (true)
        {
            foreach (string label in InOrder)
            {
                using AttributeTemplate template = new AttributeTemplate().Add(CKO.DATA).Add(CKA.TOKEN, true).Add(CKA.LABEL, label);
                Require(module.CreateObject(session, template, out _));
            }

            Require(module.CloseSession(session));
            Require(module.Administration.InitToken(0, officerPin, isOnDevice: false, "again"u8));
            Require(module.OpenSession(0, SessionFlags.ReadWrite, out session));
            Require(module.Login(session, CKU.SO, officerPin));
            Require(module.Administration.InitPin(session, Encoding.UTF8.GetBytes(Bench.Pin), isOnDevice: false));
            Require(module.Logout(session));
        }
    }

    private static void Require(CKR rv)
    {
        if (rv != CKR.OK)
            throw new InvalidOperationException(rv.ToString());
    }

    private static int WrongPin(string directory)
    {
        using TokenSimulator simulator = OpenFirst(directory, out SimulatedCryptoki module, out nuint session);
        return (int)Login(module, session, "wrong-pin");
    }

    private static CKR Login(SimulatedCryptoki module, nuint session, string pin)
        => module.Login(session, CKU.USER, Encoding.UTF8.GetBytes(pin));

    private static TokenSimulator OpenFirst(string directory, out SimulatedCryptoki module, out nuint session)
    {
        TokenSimulator simulator = TokenSimulator.Open(directory);
        module = simulator.CreateCryptoki();
        module.Initialize();
        if (module.OpenSession((nuint)simulator.Tokens[0].Slot, SessionFlags.ReadWrite, out session) != CKR.OK)
            throw new InvalidOperationException("There is no token.");
        return simulator;
    }
}
