using System.Globalization;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;
using BioToken.Writing;

namespace BioToken.Cli.Tokens.Unfinished;

/// <summary>Interrupted writes, in words.</summary>
internal static class InterruptedWriteText
{
    /// <summary>All details: its state, the written and erased certificates, and the command that resumes it.</summary>
    public static IEnumerable<string> Lines(InterruptedWrite unfinished, string nextStep, TimeProvider time)
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

    /// <summary>Its state, and the effect of resuming it; with a warning for a gap.</summary>
    public static IEnumerable<string> Situation(InterruptedWrite unfinished)
    {
        if (unfinished.State == InterruptedWriteState.Gap)
            yield return Texts.Get("GapTitle");
        yield return Texts.Format("PlanToken", Token(unfinished));
        yield return Texts.Format(unfinished switch
        {
            { State: InterruptedWriteState.Gap } => "SituationGap",
            { State: InterruptedWriteState.BeforeCommit, OldSerialNumber: null } => "SituationWriteBeforeCommit",
            { State: InterruptedWriteState.BeforeCommit } => "SituationBeforeCommit",
            { NewSerialNumber: null } => "SituationErasure",
            { OldSerialNumber: null } => "SituationWritten",
            _ => "SituationAfterCommit",
        }, unfinished.NewSerialNumber, unfinished.OldSerialNumber);
    }

    public static string Token(InterruptedWrite unfinished)
        => Printable.Of($"{unfinished.TokenLabel} ({unfinished.TokenSerialNumber})");

    private static string Source(InterruptedWrite unfinished)
    {
        if (unfinished.SourceFolder is not { } folder)
            return Texts.Get("NotTold");
        return $"{Printable.Of(folder)} ({Texts.Get(SourceFolder.IsThere(unfinished) ? "SourceIsThere" : "SourceIsNotThere")})";
    }

    private static string Field(string key, string value) => $"   {Texts.Get(key)}: {value}";

    private static string Date(DateTimeOffset instant, TimeProvider time)
        => TimeZoneInfo.ConvertTime(instant, time.LocalTimeZone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
