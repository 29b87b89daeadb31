using System.Globalization;

namespace BioToken.Reliability.Tests.PowerCuts;

/// <summary>
/// R2: whatever a power cut does to what was not flushed, nothing that was acknowledged is lost, and nothing is unreadable.
/// </summary>
public sealed class PowerCutTests
{
    // Each cut that a lying disk is given to be found out.
    private const int CutsToNotice = 5_000;

    public static TheoryData<string> Scenarios => PowerCutScenarios.Names;

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Cut_at_any_moment_loses_nothing(string scenario)
    {
        int cuts = Effort.Of(100_000, 2_000_000) / PowerCutScenarios.Count + 1;
        if (FindLoss(scenario, new SimulatedDisk(), cuts) is { } loss)
            Assert.Fail(Effort.Replay(nameof(PowerCutTests), loss));
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Cut_on_a_disk_that_does_not_flush_contents_is_noticed(string scenario)
        => Assert.NotNull(FindLoss(scenario, new SimulatedDisk { FlushesContents = false }, CutsToNotice));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Cut_on_a_disk_that_does_not_flush_names_is_noticed(string scenario)
        => Assert.NotNull(FindLoss(scenario, new SimulatedDisk { FlushesNames = false }, CutsToNotice));

    private static string? FindLoss(string name, SimulatedDisk disk, int cuts)
    {
        PowerCutScenario scenario = PowerCutScenarios.New(name);
        IReadOnlyList<DiskMoment> moments = scenario.Record(disk);
        for (int i = 0; i < cuts; i++)
        {
            // Every moment has its turn before any has its second.
            DiskMoment moment = moments[i % moments.Count];
            Random random = new(unchecked(Effort.Seed + i));
            try
            {
                scenario.Check(new SimulatedDisk(moment.State.After(new PowerCut(random))), moment.Acknowledged, random);
            }
            catch (PowerCutLossException e)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{name}, cut {i} {moment}: {e.Message}");
            }
            catch (Exception e)
            {
                // No loss, and nothing that a lying disk should be noticed by.
                Assert.Fail(
                    Effort.Replay(nameof(PowerCutTests), string.Create(CultureInfo.InvariantCulture, $"{name}, cut {i} {moment}: {e}")));
            }
        }

        return null;
    }
}
