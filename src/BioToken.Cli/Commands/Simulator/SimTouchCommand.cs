using System.CommandLine;
using BioToken.Simulator;

namespace BioToken.Cli;

/// <summary><c>sim touch</c>: lays a finger on the sensor, for a login that waits in any process.</summary>
internal sealed class SimTouchCommand : SimulatorCommand
{
    private readonly FingerOption _finger;

    public SimTouchCommand(CliHost host)
        : base(host, "touch", "CommandSimTouch") => _finger = new FingerOption(this);

    protected override string Change(TokenSimulator simulator, SimulatedToken token, ParseResult parse)
    {
        int finger = _finger.Read(parse);
        simulator.Touch(token.Serial, finger);
        return Texts.Format(token.Fingers.Contains(finger) ? "SimTouchDone" : "SimTouchUnknownDone", Descriptions.Label(token), finger);
    }
}
