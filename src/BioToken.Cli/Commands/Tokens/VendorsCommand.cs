using System.CommandLine;
using BioToken.Cli.Hosting;
using BioToken.Cli.Output;
using BioToken.Cli.Output.Documents.Tokens;
using BioToken.Cli.Resources;
using BioToken.Vendors;

namespace BioToken.Cli.Commands.Tokens;

/// <summary><c>vendors</c>: lists the library's vendor profiles.</summary>
internal sealed class VendorsCommand(CliHost host) : CliCommand(host, "vendors", "CommandVendors")
{
    protected override Task RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        foreach (VendorProfile profile in VendorCatalog.Default.Profiles)
        {
            output.Line($"{profile.Id}: {Descriptions.Vendor(profile)}");
            output.Field(
                "FieldLibrary", string.Join(", ", profile.Libraries) + (profile.LibraryMajorVersion is { } major ? $" {major}.x" : ""));
            output.Field("FieldProgram", profile.ProgramName);
            output.Field(
                profile.IsVerifiedOnHardware ? "FieldSteps" : "FieldAssumedSteps", Descriptions.Steps(profile.AuthenticationSteps));
            output.Field("FieldProven", Descriptions.YesNo(profile.IsVerifiedOnHardware));
        }

        output.Line();
        output.Line(Texts.Get("VendorsUnproven"));
        output.Json(new VendorsDocument([.. VendorCatalog.Default.Profiles.Select(VendorDetails.Of)]), JsonOutput.Types.VendorsDocument);
        return Task.CompletedTask;
    }
}
