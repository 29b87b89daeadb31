namespace BioToken.Reliability.Tests.Faults;

/// <summary>
/// One work with a fault, and what follows: the program ends, another one resumes, with a second fault, and again without one. After each of them nothing is
/// lost, and in the end all is done, or nothing.
/// </summary>
internal sealed class FaultRun(Scenario scenario, Fault? first, Fault? second)
{
    private const int MaxResumes = 3;

    /// <summary>Calls of the work.</summary>
    public int Calls { get; private set; }

    /// <summary>Calls of the first resumption; 0 if there was nothing to resume.</summary>
    public int ResumeCalls { get; private set; }

    /// <summary>Whether the first fault came, or the work was over before.</summary>
    public bool HasHappened { get; private set; }

    public override string ToString() => $"{scenario.Work} on {scenario.Vendor}, {first?.ToString() ?? "no fault"}, {second?.ToString() ?? "none"} while resuming";

    public async Task RunAsync()
    {
        using World world = new(scenario);
        bool succeeded = await WorkAsync(world);
        CheckPromise(world, "after the work");
        ResumeOutcome? outcome = await ResumeAsync(world);
        Assert.True(world.Unfinished is [], $"{this}: the journal is not clean.");

        bool isBefore = world.Objects.Is(scenario.Before);
        bool isAfter = world.Objects.Is(scenario.After);
        Assert.True(isBefore || isAfter, $"{this}: in the end the token is neither as before nor as planned.");
        Assert.True(isAfter || !succeeded, $"{this}: it was reported as done.");
        Assert.True(isAfter || outcome != ResumeOutcome.Completed, $"{this}: resuming reported that it is done.");
        Assert.True(isBefore || outcome != ResumeOutcome.RolledBack, $"{this}: resuming reported that it is undone.");
    }

    private async Task<bool> WorkAsync(World world)
    {
        await using Life life = await world.LiveAsync();
        BioTokenException? failure = await life.DoAsync(() => life.WorkAsync(scenario.Work), first);
        (Calls, HasHappened) = (life.Module.Calls, life.Module.HasHappened);
        Assert.Equal(1, life.Module.Logins);
        if (life.Module.IsDead)
            return false;
        Assert.True(failure is null || HasHappened, $"{this}: failed without a fault: {failure}");
        if (failure is CertificateWriteException stopped)
            CheckReport(world, stopped.Contents);
        return failure is null;
    }

    private async Task<ResumeOutcome?> ResumeAsync(World world)
    {
        ResumeOutcome? outcome = null;
        for (int i = 0; i < MaxResumes && world.Unfinished.Count > 0; i++)
        {
            await using Life life = await world.LiveAsync();
            BioTokenException? failure = await life.DoAsync(async () => outcome = await life.ResumeAsync(), i == 0 ? second : null);
            if (i == 0)
                ResumeCalls = life.Module.Calls;
            Assert.True(failure is null || life.Module.HasHappened, $"{this}: resuming failed without a fault: {failure}");
            if (life.Module.IsDead || failure is not null)
                outcome = null;
            Assert.Equal(1, life.Module.Logins);
            CheckPromise(world, $"after resumption {i + 1}");
        }

        return outcome;
    }

    private void CheckPromise(World world, string situation)
    {
        ObjectSet now = world.Objects;
        Assert.True(now.Contains(scenario.Others), $"{this}: objects of others changed {situation}.");
        bool isWhole = scenario.Work == Work.Erase || now.Contains(scenario.Old) || now.Contains(scenario.New);
        bool isGap = scenario.Work == Work.ReplaceInPlace && world.Unfinished is [{ State: UnfinishedState.Gap, SourceFolder: { } source }] && Directory.Exists(source);
        Assert.True(isWhole || isGap, $"{this}: no whole identity is left {situation}.");
    }

    private void CheckReport(World world, TokenContents contents)
    {
        ObjectSet now = world.Objects;
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
            TokenContents.Gap => !hasOld && !hasNew,
            _ => true,
        };
        Assert.True(isTrue, $"{this}: reported {contents}, but old {hasOld}, new {hasNew}, {now.Count} objects.");
    }
}
