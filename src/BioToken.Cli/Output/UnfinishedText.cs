using System.Globalization;

namespace BioToken.Cli;

/// <summary>Interrupted writes, in words.</summary>
internal static class UnfinishedText
{
    /// <summary>Everything about it: how far it came, what was written and erased, and what resumes it.</summary>
    public static IEnumerable<string> Lines(UnfinishedWrite unfinished, string nextStep, TimeProvider time)
    {
        foreach (string line in Situation(unfinished))
            yield return line;
        yield return Field("FieldSince", Date(unfinished.StartedAt, time));
        if (unfinished.NewSerialNumber is { } written)
            yield return Field("FieldNewSerial", written);
        if (unfinished.OldSerialNumber is { } erased)
            yield return Field("FieldOldSerial", erased);
        if (unfinished.NewSerialNumber is not null)
            yield return Field("FieldSourceFolder", Source(unfinished));
        yield return Field("FieldBackupFolder", Printable.Of(unfinished.BackupFolder));
        yield return Field("FieldJournalFile", Printable.Of(unfinished.JournalFile));
        yield return Texts.Format("NextStep", nextStep);
    }

    /// <summary>How far it came, and what resuming will do; of a gap, loudly.</summary>
    public static IEnumerable<string> Situation(UnfinishedWrite unfinished)
    {
        if (unfinished.State == UnfinishedState.Gap)
            yield return Texts.Get("GapTitle");
        yield return Texts.Format("PlanToken", Token(unfinished));
        yield return Texts.Format(unfinished switch
        {
            { State: UnfinishedState.Gap } => "SituationGap",
            { State: UnfinishedState.BeforeCommit, OldSerialNumber: null } => "SituationWriteBeforeCommit",
            { State: UnfinishedState.BeforeCommit } => "SituationBeforeCommit",
            { NewSerialNumber: null } => "SituationErasure",
            { OldSerialNumber: null } => "SituationWritten",
            _ => "SituationAfterCommit",
        }, unfinished.NewSerialNumber, unfinished.OldSerialNumber);
    }

    public static string Token(UnfinishedWrite unfinished)
        => Printable.Of($"{unfinished.TokenLabel} ({unfinished.TokenSerialNumber})");

    private static string Source(UnfinishedWrite unfinished)
    {
        if (unfinished.SourceFolder is not { } folder)
            return Texts.Get("NotTold");
        return $"{Printable.Of(folder)} ({Texts.Get(SourceFolder.IsThere(unfinished) ? "SourceIsThere" : "SourceIsNotThere")})";
    }

    private static string Field(string key, string value) => $"   {Texts.Get(key)}: {value}";

    private static string Date(DateTimeOffset instant, TimeProvider time)
        => TimeZoneInfo.ConvertTime(instant, time.LocalTimeZone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
