using System.Globalization;

namespace BioToken.Reliability.Tests;

/// <summary>Tests that the kill tests find losses if there are any: in SoftHSM2's file store, which rewrites files in place.</summary>
public sealed class SoftHsmKillTests(ITestOutputHelper log)
{
    [Fact]
    public async Task Kill_in_another_store_loses_a_certificate_or_key()
    {
        Assert.SkipUnless(Strace.IsInstalled, "strace and taskset are not installed.");
        Assert.SkipUnless(
            SoftHsmStore.LibraryPath is not null && ExternalProgram.Find("pkcs11-tool") is not null, "SoftHSM2 is not installed.");
        using KillPlace place = new(Strace.Processors()[0]);
        List<KillResult> results = [];
        foreach (SoftHsmScenario scenario in SoftHsmScenario.All)
        {
            KillResult result = await new KillSweep(scenario, place).RunAsync();
            results.Add(result);
            log.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Scenario}: {result.Kills} kills, {result.Failures.Count} losses, {result.Missed.Count} calls missed"));
            foreach (string failure in result.Failures.Concat(result.Missed))
                log.WriteLine("  " + failure);
        }

        // The number of losses depends on the version of SoftHSM2.
        Assert.Contains(results, result => result.Failures.Count > 0);
    }
}
