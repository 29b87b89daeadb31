using BioToken.Cli.Output;

namespace BioToken.Cli.Tests;

public sealed class PlainProgressTests
{
    [Fact]
    public void Report_same_step_again_writes_one_line()
    {
        using StringWriter writer = new();
        PlainProgress progress = new(writer, "Copying");
        progress.Report("Writing", "(1/3)");
        progress.Report("Writing", "(2/3)");
        progress.Report("Verifying");

        Assert.Equal(
            ["Copying", "Writing", "Verifying"], writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }
}
