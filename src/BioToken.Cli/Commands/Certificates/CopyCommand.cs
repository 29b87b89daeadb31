using System.CommandLine;
using BioToken.Cli.Files;
using BioToken.Cli.Hosting;
using BioToken.Cli.Options;
using BioToken.Cli.Output;
using BioToken.Cli.Resources;
using BioToken.Cli.Tokens;
using BioToken.Cli.Tokens.Copying;
using BioToken.Writing.Plans;

namespace BioToken.Cli.Commands.Certificates;

/// <summary><c>copy</c>: brings a certificate from a folder onto a token, beside the others or in the place of one.</summary>
internal sealed class CopyCommand : CliCommand
{
    private readonly CopyOptions _options;
    private readonly Option<string> _plan = new("--plan") { Description = Texts.Get("OptionPlan"), HelpName = "FILE" };

    public CopyCommand(CliHost host)
        : base(host, "copy", "CommandCopy")
    {
        _options = new CopyOptions(this, asks: true);
        Options.Add(_plan);
    }

    protected override async Task RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        CopyRequest request = _options.Read(parse);
        WritePlan? given = parse.GetValue(_plan) is { } file ? PlanFile.Read(file) : null;
        OldCertificate? old = OldCertificate.Of(request.Replace, given);
        await using CopySetting setting = await CopySetting.OpenAsync(Host, request, refuses: true, cancellationToken);
        await new CopyOperation(Host, output, request, setting, given).RunAsync(old, cancellationToken);
    }
}
