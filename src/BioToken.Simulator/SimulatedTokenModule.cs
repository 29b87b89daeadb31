using BioToken.Errors;
using BioToken.Modules;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Cryptoki;
using BioToken.Simulator.Personas;
using BioToken.Simulator.Resources;
using BioToken.Vendors;

namespace BioToken.Simulator;

/// <summary>
/// The tokens of a simulator as a module of a <see cref="BioTokenProvider"/>. Nothing is simulated unless this is added by hand.
/// </summary>
public sealed class SimulatedTokenModule : ITokenModule
{
    private readonly TokenSimulator _simulator;

    /// <summary>Makes a module over a simulator, which stays the caller's to dispose.</summary>
    public SimulatedTokenModule(TokenSimulator simulator)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        _simulator = simulator;
    }

    /// <inheritdoc/>
    public string Name => "SIMULATED";

    /// <summary>Whether it has the tokens of this simulator.</summary>
    internal bool IsOf(TokenSimulator simulator) => ReferenceEquals(simulator, _simulator);

    /// <inheritdoc/>
    public ICryptoki Start()
    {
        SimulatedCryptoki cryptoki = _simulator.CreateCryptoki();
        CKR rv = cryptoki.Initialize();
        if (rv == CKR.OK)
            return cryptoki;
        cryptoki.Dispose();
        throw new BioTokenException(
            BioTokenError.ModuleInitializationFailed, _simulator.FindProblem() ?? Messages.Format("ModuleInitializationFailed", rv))
        {
            Function = CryptokiFunction.Initialize,
            ReturnValue = (ulong)rv,
        };
    }

    /// <inheritdoc/>
    public VendorProfile? FindSimulated(TokenInfo token, VendorCatalog vendors)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(vendors);
        return SimulatedPersonas.FindProfile(token.Model, vendors);
    }

    /// <inheritdoc/>
    public void Stop(ICryptoki cryptoki)
    {
        ArgumentNullException.ThrowIfNull(cryptoki);
        cryptoki.FinalizeCryptoki();
        cryptoki.Dispose();
    }
}
