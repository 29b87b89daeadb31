using System.Text;
using BioToken.Npki.Identities;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator;
using BioToken.Simulator.Cryptoki;

namespace BioToken.Reliability.Tests;

/// <summary>The token that a command is killed on: identities, and an object that belongs to no identity.</summary>
internal static class KillToken
{
    public const string Label = "Kill";

    /// <summary>Creates the token.</summary>
    public static async Task CreateAsync(KillPlace place, string vendor, IEnumerable<NpkiIdentity> identities, int? memory = null)
    {
        using TokenSimulator simulator = TokenSimulator.Open(place.Tokens);
        SimulatedToken created = simulator.CreateToken(
            new SimulatedTokenOptions { Vendor = vendor, Label = Label, Pin = KillPlace.Pin, Memory = memory, PinIterations = 1 });
        WriteForeignObject(simulator);
        await using BioTokenProvider provider = TokenLook.ProviderFor(simulator, place["preparation"]);
        await using IBioToken token = await TokenLook.OpenAsync(provider, created.SerialNumber);
        foreach (NpkiIdentity identity in identities)
            await token.WriteAsync(identity);
        Directory.Delete(place["preparation"], recursive: true);
    }

    /// <summary>Uses up one PIN attempt.</summary>
    public static void SendWrongPin(TokenSimulator simulator)
    {
        using SimulatedCryptoki cryptoki = simulator.CreateCryptoki();
        Expect(cryptoki.Initialize());
        Expect(cryptoki.OpenSession((nuint)simulator.Tokens.Single().Slot, SessionFlags.ReadWrite, out nuint session));
        if (cryptoki.Login(session, CKU.USER, "99999999"u8) != CKR.PIN_INCORRECT)
            throw new InvalidOperationException("A wrong PIN was not refused.");
        Expect(cryptoki.FinalizeCryptoki());
    }

    private static void WriteForeignObject(TokenSimulator simulator)
    {
        using SimulatedCryptoki cryptoki = simulator.CreateCryptoki();
        Expect(cryptoki.Initialize());
        Expect(cryptoki.OpenSession((nuint)simulator.Tokens.Single().Slot, SessionFlags.ReadWrite, out nuint session));
        using AttributeTemplate template = new();
        template.Add(CKO.DATA).Add(CKA.TOKEN, value: true).Add(CKA.PRIVATE, value: false)
            .Add(CKA.LABEL, "foreign").Add(CKA.VALUE, Encoding.UTF8.GetBytes("not part of any certificate"));
        Expect(cryptoki.CreateObject(session, template, out _));
        Expect(cryptoki.FinalizeCryptoki());
    }

    private static void Expect(CKR rv)
    {
        if (rv != CKR.OK)
            throw new InvalidOperationException($"The foreign object was not written: {rv}.");
    }
}
