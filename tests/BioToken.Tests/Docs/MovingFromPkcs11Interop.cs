using System.Runtime.InteropServices;
using System.Security.Cryptography;
using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Pkcs11Interop;
using BioToken.Signing;
using BioToken.Simulator;
using BioToken.Simulator.Issuing;
using BioToken.Simulator.Pkcs11Interop;
using BioToken.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Net.Pkcs11Interop.HighLevelAPI.Factories;

namespace BioToken.Tests.Docs;

/// <summary>The code of docs/moving-from-pkcs11interop.md, compiled. <see cref="CodeLinesTests"/> holds the two together.</summary>
internal static class MovingFromPkcs11Interop
{
    public static void Pkcs11Interop(string path, string entered, byte[] bid, byte[] subject)
    {
        Pkcs11InteropFactories factories = new();
        using IPkcs11Library library = factories.Pkcs11LibraryFactory.LoadPkcs11Library(factories, path, AppType.MultiThreaded);

        List<ISlot> slots = library.GetSlotList(SlotsType.WithTokenPresent);
        string label = slots[0].GetTokenInfo().Label;

        using ISession session = slots[0].OpenSession(SessionType.ReadWrite);
        session.Login(CKU.CKU_USER, entered);
        session.Login(CKU.CKU_USER, (byte[]?)null);

        List<IObjectHandle> handles = session.FindAllObjects([factories.ObjectAttributeFactory.Create(CKA.CKA_CLASS, CKO.CKO_CERTIFICATE)]);
        byte[] der = session.GetAttributeValue(handles[0], [CKA.CKA_VALUE])[0].GetValueAsByteArray();

        byte[] id = session.GetAttributeValue(handles[0], [CKA.CKA_ID])[0].GetValueAsByteArray();
        IObjectHandle key = session.FindAllObjects(
        [
            factories.ObjectAttributeFactory.Create(CKA.CKA_CLASS, CKO.CKO_PRIVATE_KEY), factories.ObjectAttributeFactory.Create(CKA.CKA_ID, id),
        ])[0];

        using IMechanism mechanism = factories.MechanismFactory.Create(CKM.CKM_SHA256_RSA_PKCS);
        byte[] signature = session.Sign(mechanism, key, bid);

        IObjectAttributeFactory attributes = factories.ObjectAttributeFactory;
        session.CreateObject(
        [
            attributes.Create(CKA.CKA_CLASS, CKO.CKO_CERTIFICATE), attributes.Create(CKA.CKA_CERTIFICATE_TYPE, CKC.CKC_X_509),
            attributes.Create(CKA.CKA_TOKEN, true), attributes.Create(CKA.CKA_ID, id), attributes.Create(CKA.CKA_SUBJECT, subject),
            attributes.Create(CKA.CKA_VALUE, der),
        ]);
        session.DestroyObject(key);

        library.WaitForSlotEvent(WaitType.NonBlocking, out bool hasChanged, out ulong slotId);
        try { session.Login(CKU.CKU_USER, entered); } catch (Pkcs11Exception e) when (e.RV == CKR.CKR_PIN_INCORRECT) { }
        Console.WriteLine($"{label} {signature.Length} {hasChanged} {slotId}");
    }

    public static async Task BioTokenAsync(
        string path, string entered, Pin typed, byte[] bid, string folder, string password, IProgress<FingerprintPrompt> prompt,
        CancellationToken ct)
    {
        await using BioTokenProvider provider = BioTokenProvider.ForModule(path);

        IReadOnlyList<BioTokenInfo> tokens = await provider.ListAsync(ct);
        string name = tokens[0].Label;

        await using IBioToken token = await provider.OpenAsync(tokens[0], ct);
        using (Pin pin = Pin.FromText(entered)) { await token.LoginAsync(pin, prompt, ct); }
        await token.MatchFingerprintAsync(prompt, ct);
        await token.AuthenticateAsync(typed, prompt, ct);

        IReadOnlyList<TokenIdentity> identities = await token.GetIdentitiesAsync(ct);
        ReadOnlyMemory<byte> certificate = identities[0].Certificate.Der;

        TokenIdentity identity = identities.Single(i => i.SerialNumber == "4F3A91C2");
        using RSA privateKey = identity.GetRSAPrivateKey()!;
        byte[] signed = await token.SignAsync(bid, new SignOptions { Identity = identity }, cancellationToken: ct);

        using NpkiIdentity renewed = NpkiIdentity.Open(folder, password);
        TokenIdentity current = await token.ReplaceAsync(identity, renewed, cancellationToken: ct);
        await token.EraseAsync(identity, cancellationToken: ct);

        await foreach (BioTokenChange change in provider.WatchAsync(ct)) { Console.WriteLine($"{change.Kind}: {change.Token.Label}"); }
        try { await token.LoginAsync(typed, cancellationToken: ct); } catch (TokenAuthenticationException e) { Console.WriteLine(e.Message); }
        Console.WriteLine($"{name} {certificate.Length} {signed.Length} {privateKey.KeySize} {current.SerialNumber}");
    }

    public static async Task BothAsync(IPkcs11Library library, string path, CancellationToken ct)
    {
        await using BioTokenProvider besides = new(new BioTokenOptions { Modules = { new Pkcs11LibraryModule(library, path) } });
        using TokenSimulator simulator = TokenSimulator.InMemory();
        simulator.CreateToken(new SimulatedTokenOptions { Vendor = "bio-seal", Pin = "12345678" });
        Pkcs11InteropFactories testFactories = new SimulatedPkcs11Factories(simulator);
        Assert.NotNull(testFactories);
        await using BioTokenProvider simulated = new(new BioTokenOptions { Modules = { new SimulatedTokenModule(simulator) } });
        Console.WriteLine((await besides.ListAsync(ct)).Count);
        await FillAsync(simulated, ct);
    }

    public static void Prepare(IServiceCollection services, IPkcs11Library library, string path)
    {
        services.AddBioTokens().AddPkcs11Library(library, path);
        NativeLibrary.SetDllImportResolver(
            typeof(Pkcs11InteropFactories).Assembly, (name, assembly, search) => name == "libdl" ? NativeLibrary.Load("libdl.so.2") : 0);
    }

    private static async Task FillAsync(BioTokenProvider simulated, CancellationToken ct)
    {
        using SimulatedAuthority authority = new();
        using NpkiIdentity business = authority.Issue(new SimulatedIdentityOptions { CommonName = "가나다건설(주)" });
        await using (IBioToken empty = await simulated.OpenAsync((await simulated.ListAsync(ct))[0], ct))
        {
            using Pin pin = Pin.FromText("12345678");
            await empty.LoginAsync(pin, cancellationToken: ct);
            await empty.MatchFingerprintAsync(cancellationToken: ct);
            await empty.WriteAsync(business, cancellationToken: ct);
        }
    }
}
