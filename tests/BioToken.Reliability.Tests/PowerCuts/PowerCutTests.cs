using System.Globalization;

namespace BioToken.Reliability.Tests.PowerCuts;

/// <summary>
/// R2: regardless of how a power cut affects unflushed data, nothing that was acknowledged is lost, and nothing is unreadable.
/// </summary>
public sealed class PowerCutTests
{
    // The number of cuts within which a disk that does not flush must be detected.
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
            // Every moment is used once before any is used again.
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
                // This is not a loss, so it must not be the reason why a disk that does not flush is detected.
                Assert.Fail(
                    Effort.Replay(nameof(PowerCutTests), string.Create(CultureInfo.InvariantCulture, $"{name}, cut {i} {moment}: {e}")));
            }
        }

        return null;
    }
}
