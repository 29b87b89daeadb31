using System.CommandLine;

namespace BioToken.Cli;

/// <summary><c>vendors</c>: the profiles that come with the library.</summary>
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
            output.Field(profile.IsProvenOnHardware ? "FieldSteps" : "FieldAssumedSteps", Descriptions.Steps(profile.AuthenticationSteps));
            output.Field("FieldProven", Descriptions.YesNo(profile.IsProvenOnHardware));
        }

        output.Line();
        output.Line(Texts.Get("VendorsUnproven"));
        output.Json(new VendorsDocument([.. VendorCatalog.Default.Profiles.Select(VendorDetails.Of)]), JsonOutput.Types.VendorsDocument);
        return Task.CompletedTask;
    }
}
