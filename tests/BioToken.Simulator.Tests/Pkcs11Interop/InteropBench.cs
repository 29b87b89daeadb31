using BioToken.Simulator.Pkcs11Interop;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace BioToken.Simulator.Tests.Pkcs11Interop;

/// <summary>One simulated token as Pkcs11Interop's objects.</summary>
internal sealed class InteropBench : IDisposable
{
    public const string Pin = "83746502";

    public InteropBench()
    {
        Token = Simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic", Label = "Interop", Pin = Pin });
        Factories = new SimulatedPkcs11Factories(Simulator);
        Library = Load();
        Slot = Assert.Single(Library.GetSlotList(SlotsType.WithTokenPresent));
    }

    public TokenSimulator Simulator { get; } = TokenSimulator.InMemory();

    public SimulatedToken Token { get; }

    public SimulatedPkcs11Factories Factories { get; }

    public IPkcs11Library Library { get; }

    public ISlot Slot { get; }

    /// <summary>The return value of a call that fails.</summary>
    public static CKR Failure(Action call) => Assert.Throws<Pkcs11Exception>(call).RV;

    /// <summary>Loads the library once more: an application of its own.</summary>
    public IPkcs11Library Load() => Factories.Pkcs11LibraryFactory.LoadPkcs11Library(Factories, "any.dll", AppType.MultiThreaded);

    public ISession LogIn()
    {
        ISession session = Slot.OpenSession(SessionType.ReadWrite);
        session.Login(CKU.CKU_USER, Pin);
        return session;
    }

    public (IObjectHandle PublicKey, IObjectHandle PrivateKey) GenerateRsa(ISession session)
    {
        using IMechanism mechanism = Factories.MechanismFactory.Create(CKM.CKM_RSA_PKCS_KEY_PAIR_GEN);
        session.GenerateKeyPair(
            mechanism,
            [Attribute(CKA.CKA_MODULUS_BITS, 2048), Attribute(CKA.CKA_VERIFY, value: true), Attribute(CKA.CKA_ENCRYPT, value: true)],
            [Attribute(CKA.CKA_SIGN, value: true), Attribute(CKA.CKA_DECRYPT, value: true)],
            out IObjectHandle publicKey,
            out IObjectHandle privateKey);
        return (publicKey, privateKey);
    }

    public IObjectAttribute Attribute(CKA type, ulong value) => Factories.ObjectAttributeFactory.Create(type, value);

    public IObjectAttribute Attribute(CKA type, bool value) => Factories.ObjectAttributeFactory.Create(type, value);

    public void Dispose()
    {
        Library.Dispose();
        Simulator.Dispose();
    }
}
