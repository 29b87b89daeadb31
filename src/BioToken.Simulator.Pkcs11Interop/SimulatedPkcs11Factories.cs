using Net.Pkcs11Interop.HighLevelAPI;
using Net.Pkcs11Interop.HighLevelAPI80.Factories;

namespace BioToken.Simulator.Pkcs11Interop;

/// <summary>
/// Pkcs11Interop's factories over simulated tokens: code that gets its factories from its caller runs on them unchanged, in process and
/// without a native library.
/// </summary>
/// <remarks>
/// The library that <see cref="Pkcs11InteropFactories.Pkcs11LibraryFactory"/> makes has one slot for each token of the simulator. It is one
/// application in the sense of PKCS#11: its logins and sessions are its own, and its tokens are shared with all others of the simulator.
/// Create attributes and mechanisms with these factories.
/// </remarks>
/// <example>
/// <code>
/// using TokenSimulator simulator = TokenSimulator.InMemory();
/// simulator.CreateToken(new SimulatedTokenOptions { Vendor = "bio-seal", Pin = "12345678" });
/// Pkcs11InteropFactories factories = new SimulatedPkcs11Factories(simulator);     // in place of new Pkcs11InteropFactories()
/// using IPkcs11Library library = factories.Pkcs11LibraryFactory.LoadPkcs11Library(factories, "any.dll", AppType.MultiThreaded);
/// </code>
/// </example>
public sealed class SimulatedPkcs11Factories : Pkcs11InteropFactories
{
    /// <param name="simulator">The simulator; it stays the caller's to dispose, after the libraries.</param>
    public SimulatedPkcs11Factories(TokenSimulator simulator)
        : base(
            // Of the four layouts that Pkcs11Interop has, this one serves on every system: nothing native reads it.
            new SimulatedLibraryFactory(simulator ?? throw new ArgumentNullException(nameof(simulator))),
            slotFactory: null,
            sessionFactory: null,
            new ObjectAttributeFactory(),
            new ObjectHandleFactory(),
            new MechanismFactory(),
            new MechanismParamsFactory())
    {
    }
}
