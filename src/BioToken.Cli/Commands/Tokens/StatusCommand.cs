using System.CommandLine;
using BioToken.Cli.Hosting;
using BioToken.Cli.Options;
using BioToken.Cli.Output;
using BioToken.Cli.Output.Documents.Tokens;
using BioToken.Cli.Resources;
using BioToken.Cli.Tokens;
using BioToken.Cli.Tokens.Unfinished;
using BioToken.Writing;

namespace BioToken.Cli.Commands.Tokens;

/// <summary><c>status</c>: whether a write was interrupted, and how to continue. Needs no PIN.</summary>
internal sealed class StatusCommand : CliCommand
{
    private readonly SourceOptions _source;

    public StatusCommand(CliHost host)
        : base(host, "status", "CommandStatus") => _source = new SourceOptions(this);

    protected override async Task RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        await using TokenConnection connection = new(Host, _source.Read(parse), new BioTokenOptions());
        IBioToken token = await connection.OpenEvenInGapAsync(cancellationToken);
        InterruptedWrite? unfinished = await token.Recovery.GetInterruptedWriteAsync(cancellationToken);
        ResumePlan? plan = unfinished is null ? null : await token.Recovery.PlanResumeAsync(unfinished, cancellationToken);
        if (unfinished is null)
        {
            output.Line(Texts.Format("PlanToken", Descriptions.Token(token.Info)));
            output.Line(Texts.Get("NothingInterrupted"));
        }
        else
        {
            Show(unfinished, connection, output);
            foreach (string line in EarlierWrite.Erased(plan!, Host.Time))
                output.Line(line);
        }

        // Shows a person who connected the wrong token.
        InterruptedWrite[] others = [.. await connection.ListUnfinishedOfOthersAsync(unfinished, cancellationToken)];
        foreach (InterruptedWrite other in others)
        {
            output.Line();
            output.Line(Texts.Get("InterruptedElsewhere"));
            Show(other, connection, output);
        }

        output.Json(
            StatusDocument.Of(
                token.Info,
                unfinished is null
                    ? null
                    : InterruptedWriteDetails.Of(unfinished, SourceFolder.IsThere(unfinished), connection.NextStep(unfinished)),
                plan?.ErasedCertificates.Select(certificate => certificate.SerialNumber),
                [.. others.Select(other => InterruptedWriteDetails.Of(other, SourceFolder.IsThere(other), connection.NextStep(other)))]),
            JsonOutput.Types.StatusDocument);
    }

    private void Show(InterruptedWrite unfinished, TokenConnection connection, CommandOutput output)
    {
        foreach (string line in InterruptedWriteText.Lines(unfinished, connection.NextStep(unfinished), Host.Time))
            output.Line(line);
    }
}
