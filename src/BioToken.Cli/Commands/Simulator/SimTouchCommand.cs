using System.CommandLine;
using BioToken.Cli.Hosting;
using BioToken.Cli.Options;
using BioToken.Cli.Output;
using BioToken.Cli.Resources;
using BioToken.Simulator;

namespace BioToken.Cli.Commands.Simulator;

/// <summary><c>sim touch</c>: lays a finger on the sensor, for a login that waits in any process.</summary>
internal sealed class SimTouchCommand : SimulatorCommand
{
    private readonly FingerOption _finger;

    public SimTouchCommand(CliHost host)
        : base(host, "touch", "CommandSimTouch") => _finger = new FingerOption(this);

    protected override string Change(TokenSimulator simulator, SimulatedToken token, ParseResult parse)
    {
        int finger = _finger.Read(parse);
        simulator.Touch(token.SerialNumber, finger);
        return Texts.Format(token.Fingers.Contains(finger) ? "SimTouchDone" : "SimTouchUnknownDone", Descriptions.Label(token), finger);
    }
}
