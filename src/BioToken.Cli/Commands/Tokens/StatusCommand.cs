using System.CommandLine;

namespace BioToken.Cli;

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
        UnfinishedWrite? unfinished = await token.GetUnfinishedAsync(cancellationToken);
        ResumePlan? plan = unfinished is null ? null : await token.PlanResumeAsync(unfinished, cancellationToken);
        if (unfinished is null)
        {
            output.Line(Texts.Format("PlanToken", Descriptions.Token(token.Info)));
            output.Line(Texts.Get("NothingUnfinished"));
        }
        else
        {
            Show(unfinished, connection, output);
            foreach (string line in EarlierWrite.Erased(plan!, Host.Time))
                output.Line(line);
        }

        // Somebody who plugged in the wrong token learns of it here.
        UnfinishedWrite[] others = [.. await connection.ListUnfinishedOfOthersAsync(unfinished, cancellationToken)];
        foreach (UnfinishedWrite other in others)
        {
            output.Line();
            output.Line(Texts.Get("UnfinishedElsewhere"));
            Show(other, connection, output);
        }

        output.Json(
            StatusDocument.Of(
                token.Info,
                unfinished is null ? null : UnfinishedDetails.Of(unfinished, connection.NextStep(unfinished)),
                plan?.ErasedCertificates.Select(certificate => certificate.SerialNumber),
                [.. others.Select(other => UnfinishedDetails.Of(other, connection.NextStep(other)))]),
            JsonOutput.Types.StatusDocument);
    }

    private void Show(UnfinishedWrite unfinished, TokenConnection connection, CommandOutput output)
    {
        foreach (string line in UnfinishedText.Lines(unfinished, connection.NextStep(unfinished), Host.Time))
            output.Line(line);
    }
}
