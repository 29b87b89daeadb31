using System.CommandLine;
using BioToken.Simulator;

namespace BioToken.Cli;

/// <summary><c>sim enrol</c>: enrolls a finger.</summary>
internal sealed class SimEnrolCommand : SimulatorCommand
{
    private readonly FingerOption _finger;

    public SimEnrolCommand(CliHost host)
        : base(host, "enrol", "CommandSimEnrol") => _finger = new FingerOption(this);

    protected override string Change(TokenSimulator simulator, SimulatedToken token, ParseResult parse)
    {
        int finger = _finger.Read(parse);
        simulator.Enrol(token.Serial, finger);
        return Texts.Format("SimEnrolDone", Descriptions.Label(token), finger);
    }
}
