using System.CommandLine;
using BioToken.Cli.Hosting;
using BioToken.Cli.Options;
using BioToken.Cli.Output;
using BioToken.Cli.Output.Documents.Simulator;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;
using BioToken.Cli.Tokens;
using BioToken.Simulator;
using BioToken.Tokens;

namespace BioToken.Cli.Commands.Simulator;

/// <summary><c>sim show</c>: shows the simulated tokens of a directory, with their internal state.</summary>
internal sealed class SimShowCommand : CliCommand
{
    private readonly SimulatorArgument _directory;
    private readonly Option<string> _token = new("--token") { Description = Texts.Get("OptionToken"), HelpName = "LABEL" };

    public SimShowCommand(CliHost host)
        : base(host, "show", "CommandSimShow")
    {
        _directory = new SimulatorArgument(this);
        Options.Add(_token);
    }

    protected override Task RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        using TokenSimulator simulator = SimulatorDirectory.Open(_directory.Read(parse));
        IReadOnlyList<SimulatedToken> tokens = parse.GetValue(_token) is { } name
            ? [SimulatorDirectory.Choose(simulator, name)]
            : simulator.Tokens;
        foreach (SimulatedToken token in tokens)
            Show(token, output);
        if (simulator.DamagedTokens is [{ Problem: { } problem }, ..])
            throw problem;
        output.Json(new SimulatedTokensDocument([.. tokens.Select(SimulatedTokenDetails.Of)]), JsonOutput.Types.SimulatedTokensDocument);
        return Task.CompletedTask;
    }

    private static void Show(SimulatedToken token, CommandOutput output)
    {
        output.Line(Descriptions.Label(token));
        output.Field("FieldVendor", token.Vendor);
        output.Field("FieldInserted", Descriptions.YesNo(token.IsInserted));
        output.Field("FieldPinTries", $"{token.PinAttemptsRemaining}");
        output.Field("FieldFingerprintTries", $"{token.FingerprintAttemptsRemaining}");
        output.Field("FieldFingers", string.Join(", ", token.Fingers));
        output.Field("FieldScript", token.Script.Length == 0 ? null : Texts.Format("ScriptAt", token.Script, token.ScriptPosition));
        string calls = string.Join(", ", token.FaultCalls);
        output.Field("FieldFaults", token.Faults.Length == 0 ? null : Texts.Format("FaultsAt", token.Faults, calls));
        output.Field("FieldWaiting", Descriptions.YesNo(token.IsWaitingForFinger));
        output.Field("FieldMemory", $"{token.MemoryFree:N0}");
        foreach (SimulatedObject found in token.Objects)
        {
            string kind = Texts.Find("Object" + (TokenObjectKind)found.Class) ?? found.Class.ToString();
            output.Line($"   - {kind} \"{Printable.Of(found.Label)}\" {found.Id} {found.Size:N0}");
        }
    }
}
