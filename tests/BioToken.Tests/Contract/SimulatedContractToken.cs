using BioToken.Simulator;

namespace BioToken.Tests.Contract;

/// <summary>A simulated token under test, with any way of access by the library under test.</summary>
/// <param name="simulator">The simulator that contains the token.</param>
/// <param name="serial">The token's serial number.</param>
/// <param name="provider">The library under test.</param>
/// <param name="notice">Makes the module detect at once that the token was removed or inserted.</param>
/// <param name="cleanUp">Cleans up after the test.</param>
internal sealed class SimulatedContractToken(
    TokenSimulator simulator, string serial, BioTokenProvider provider, Action notice, Action cleanUp) : ContractToken
{
    public override BioTokenProvider Provider { get; } = provider;

    public override void Remove()
    {
        simulator.Remove(serial);
        notice();
    }

    public override void Insert()
    {
        simulator.Insert(serial);
        notice();
    }

    public override void SetScript(string script) => simulator.SetScript(serial, script);

    public override void Touch() => simulator.Touch(serial, finger: 1);

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await Provider.DisposeAsync();
            simulator.DeleteToken(serial);
            simulator.Dispose();
        }
        finally
        {
            cleanUp();
        }
    }
}
