using System.CommandLine;
using BioToken.Cli.Errors;
using BioToken.Cli.Hosting;
using BioToken.Cli.Options;
using BioToken.Cli.Output;
using BioToken.Cli.Output.Documents.Tokens;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;
using BioToken.Cli.Tokens;
using BioToken.Modules;
using BioToken.Tokens;

namespace BioToken.Cli.Commands.Tokens;

/// <summary><c>list</c>: lists the connected tokens.</summary>
internal sealed class ListCommand : CliCommand
{
    private readonly SourceOptions _source;

    public ListCommand(CliHost host)
        : base(host, "list", "CommandList") => _source = new SourceOptions(this, choosesToken: false);

    protected override async Task RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        await using TokenConnection connection = new(Host, _source.Read(parse), new BioTokenOptions());
        TokenScan scan = await connection.ScanAsync(cancellationToken);
        IReadOnlyList<BioTokenInfo> tokens = scan.Tokens;
        InterruptedWriteStates unfinished = await InterruptedWriteStates.ReadAsync(connection, cancellationToken);
        if (tokens.Count == 0)
            output.Line(Texts.Get("NoToken"));
        foreach (BioTokenInfo token in tokens)
            Show(token, unfinished.Of(token), output);
        foreach (SkippedSource skipped in scan.Skipped)
            output.Warning(Describe(skipped));
        output.Json(
            new TokensDocument(
                [.. tokens.Select(token => TokenDetails.Of(token, unfinished.Of(token)))], [.. scan.Skipped.Select(SkippedDetails.Of)]),
            JsonOutput.Types.TokensDocument);
    }

    private static string Describe(SkippedSource skipped) => skipped.Slot is { } slot
        ? Texts.Format("SlotSkipped", slot, Printable.Of(skipped.Module), CommandWords.Of(skipped.Problem.Message))
        : Printable.Of(CommandWords.Of(skipped.Problem.Message));

    private static void Show(BioTokenInfo token, string? unfinished, CommandOutput output)
    {
        output.Line(Printable.Of(token.Label));
        output.Field("FieldVendor", Descriptions.Vendor(token));
        output.Field("FieldSerial", Printable.Of(token.SerialNumber));
        output.Field("FieldPinState", Texts.Get("PinState" + token.PinState));
        output.Field("FieldMemory", Descriptions.Bytes(token.FreeMemory));
        output.Field("FieldSteps", Descriptions.Steps(token.AuthenticationSteps));
        if (unfinished is not null)
            output.Field("FieldInterrupted", Texts.Get("InterruptedWrite_" + unfinished));
    }
}
