using BioToken.Simulator;

namespace BioToken.Reliability.Tests.PowerCuts;

/// <summary>Operations that create tokens, the first one together with the directory, and delete one.</summary>
internal sealed class CreatingTokensScenario : TokenScenario
{
    protected override void PrepareTokens()
    {
    }

    protected override void RunOperations()
    {
        string first = "";
        Do(() => first = Create("first"));
        Do(() => Create("second"));
        Do(() => Simulator.DeleteToken(first));
        Do(() => Create("third"));
    }

    private string Create(string label)
        => Simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic", Label = label, Pin = Pin, SoPin = OfficerPin }).SerialNumber;
}
