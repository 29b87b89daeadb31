using BioToken.Errors;
using BioToken.Writing;

namespace BioToken.Reliability.Tests.Faults;

/// <summary>
/// One operation with a fault, and the recovery: the program ends, another one resumes with a second fault, and again without one. After
/// each step nothing is lost, and in the end the operation is complete or rolled back.
/// </summary>
internal sealed class FaultRun(Scenario scenario, CallFault? first, CallFault? second)
{
    private const int MaxResumes = 3;

    /// <summary>The number of calls of the first resumption; 0 if there was nothing to resume.</summary>
    public int ResumeCalls { get; private set; }

    /// <summary>Whether the first fault occurred before the operation ended.</summary>
    public bool HasHappened { get; private set; }

    /// <summary>Whether a gap was open in the meantime.</summary>
    public bool HadGap { get; private set; }

    public override string ToString() => $"{scenario}, {first?.ToString() ?? "no fault"}, {second?.ToString() ?? "none"} while resuming";

    public async Task RunAsync()
    {
        using World world = scenario.MakeWorld();
        bool succeeded = await WorkAsync(world);
        ResumeOutcome? outcome = await ResumeAsync(world);
        Require(world.Unfinished is [], "the journal is not clean");

        ObjectSet now = world.Objects;
        bool isBefore = now.Is(scenario.Before);
        bool isAfter = now.Is(scenario.After);
        Require(isBefore || isAfter, "in the end the token is neither as before nor as planned");
        Require(isAfter || !succeeded, "it was reported as done");
        Require(isAfter || outcome != ResumeOutcome.Completed, "resuming reported that it is done");
        Require(isBefore || outcome != ResumeOutcome.RolledBack, "resuming reported that it is undone");
    }

    private async Task<bool> WorkAsync(World world)
    {
        BioTokenException? failure;
        bool isDead;
        await using (Life life = await world.LiveAsync())
        {
            failure = await life.DoAsync(() => life.WorkAsync(scenario.Work), first);
            HasHappened = life.Module.HasHappened;
            isDead = life.Module.IsDead;
            Require(life.Module.Logins == 1, "a PIN was sent again");
        }

        ObjectSet now = world.Objects;
        CheckPromise(world, now, "after the work");
        if (isDead)
            return false;
        Require(failure is null || HasHappened, $"failed without a fault: {failure}");
        if (failure is CertificateWriteException stopped)
            CheckReport(now, stopped.Contents);
        return failure is null;
    }

    private async Task<ResumeOutcome?> ResumeAsync(World world)
    {
        ResumeOutcome? outcome = null;
        for (int i = 0; i < MaxResumes && world.Unfinished.Count > 0; i++)
        {
            await using (Life life = await world.LiveAsync())
            {
                BioTokenException? failure = await life.DoAsync(async () => outcome = await life.ResumeAsync(), i == 0 ? second : null);
                if (i == 0)
                    ResumeCalls = life.Module.Calls;
                Require(failure is null || life.Module.HasHappened, $"resuming failed without a fault: {failure}");
                Require(life.Module.Logins == 1, "a PIN was sent again");
                if (life.Module.IsDead || failure is not null)
                    outcome = null;
            }

            CheckPromise(world, world.Objects, $"after resumption {i + 1}");
        }

        return outcome;
    }

    private void CheckPromise(World world, ObjectSet now, string situation)
    {
        Require(now.Contains(scenario.Others), $"objects of others changed {situation}");
        bool isWhole = scenario.Work == Work.Erase || now.Contains(scenario.Old) || now.Contains(scenario.New);
        bool isGap = scenario.Work == Work.ReplaceInPlace
            && world.Unfinished is [{ State: InterruptedWriteState.Gap, SourceFolder: { } source }] && Directory.Exists(source);
        Require(isWhole || isGap, $"no whole identity is left {situation}");
        HadGap |= !isWhole;
    }

    private void CheckReport(ObjectSet now, TokenContents contents)
    {
        bool hasOld = now.Contains(scenario.Old);
        bool hasNew = now.Contains(scenario.New);
        bool isTrue = contents switch
        {
            TokenContents.Unchanged => now.Is(scenario.Before),
            TokenContents.AsPlanned => now.Is(scenario.After),
            TokenContents.OldAndNew => hasOld && hasNew,
            TokenContents.OldAndPartOfNew => hasOld && now.Count > scenario.Before.Count,
            TokenContents.NewAndPartOfOld => hasNew && !hasOld,
            TokenContents.PartOfOld => !hasOld,
            TokenContents.OldAndUnidentified => hasOld && now.Count > scenario.Before.Count,
            TokenContents.NewUnverified => hasNew && !hasOld,
            TokenContents.Gap => !hasOld && !hasNew,
            _ => true,
        };
        Require(isTrue, $"reported {contents}, but old {hasOld}, new {hasNew}, {now.Count} objects");
    }

    private void Require(bool condition, string complaint)
        => Assert.True(condition, Effort.Replay(nameof(FaultSweepTests), $"{this}: {complaint}"));
}
