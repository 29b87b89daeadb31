using System.CommandLine;
using BioToken.Cli.Hosting;
using BioToken.Cli.Options;
using BioToken.Cli.Output;
using BioToken.Cli.Resources;
using BioToken.Simulator;

namespace BioToken.Cli.Commands.Simulator;

/// <summary><c>sim enroll</c>: enrolls a finger.</summary>
internal sealed class SimEnrollCommand : SimulatorCommand
{
    private readonly FingerOption _finger;

    public SimEnrollCommand(CliHost host)
        : base(host, "enroll", "CommandSimEnroll")
    {
        _finger = new FingerOption(this);
        Aliases.Add("enrol");
    }

    protected override string Change(TokenSimulator simulator, SimulatedToken token, ParseResult parse)
    {
        int finger = _finger.Read(parse);
        simulator.EnrollFinger(token.SerialNumber, finger);
        return Texts.Format("SimEnrollDone", Descriptions.Label(token), finger);
    }
}
