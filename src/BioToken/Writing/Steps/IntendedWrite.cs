using BioToken.Objects;
using BioToken.Writing.Journal;
using BioToken.Writing.Plans;

namespace BioToken.Writing.Steps;

/// <summary>The part of an intended write that is on the token now. The token's contents decide, never a call's return value.</summary>
internal sealed class IntendedWrite
{
    private IntendedWrite(
        IReadOnlyList<TokenObject> all,
        IReadOnlyList<TokenObject> old,
        bool isOldWhole,
        JournaledObject? missing,
        IReadOnlyList<TokenObject?> written,
        IReadOnlyList<TokenObject> unidentified)
    {
        Unidentified = unidentified;
        All = all;
        Old = old;
        IsOldWhole = isOldWhole;
        OtherMissing = missing;
        Written = written;
    }

    /// <summary>Everything that is on the token.</summary>
    public IReadOnlyList<TokenObject> All { get; }

    /// <summary>The objects to erase that are still there, in the order of their erasure.</summary>
    public IReadOnlyList<TokenObject> Old { get; }

    /// <summary>Whether all of them are there.</summary>
    public bool IsOldWhole { get; }

    /// <summary>An unrelated object that is missing or has changed; null if there is none.</summary>
    public JournaledObject? OtherMissing { get; }

    /// <summary>Each object to write as it is on the token; null if it is not there.</summary>
    public IReadOnlyList<TokenObject?> Written { get; }

    /// <summary>
    /// Objects that were not there before, have no CKA_ID, and may be new ones that were not found. They are not removed, since another
    /// program may have written them, and the write is not reported as rolled back.
    /// </summary>
    public IReadOnlyList<TokenObject> Unidentified { get; }

    public bool IsNewWhole => Written.All(o => o is not null);

    public bool HasNew => Written.Any(o => o is not null);

    /// <summary>Compares the token's contents with the intent.</summary>
    /// <param name="intent">The intended write.</param>
    /// <param name="now">Everything that is on the token.</param>
    /// <param name="objects">
    /// The objects written in this session, by their place in the intent; null if only the journal describes them.
    /// </param>
    /// <exception cref="Errors.BioTokenException">
    /// An object that cannot be read may be one of those searched for, so that the contents cannot be determined.
    /// </exception>
    public static IntendedWrite Find(WriteIntent intent, IReadOnlyList<TokenObject> now, IReadOnlyList<NewObject>? objects = null)
    {
        // Two equal objects must be found twice. Objects written in this session are matched first by handle: they may be equal to older
        // ones.
        Sightings sightings = new(now);
        // A handle alone proves nothing, since drivers reuse numbers: it counts only for an object that was not there before, whatever the
        // token made of its attributes.
        TokenObject? ClaimAt(int i, Predicate<TokenObject> isMatch)
            => objects?[i].Handle is { } handle ? sightings.Claim(o => o.Handle == handle && isMatch(o)) : null;
        TokenObject?[] written = [.. intent.New.Select((planned, i) => ClaimAt(i, planned.IsWrittenAs))];
        HashSet<int> toErase = [.. intent.Old];
        TokenObject?[] before = new TokenObject?[intent.Before.Length];
        // If objects are equal in everything that they show, the remaining one is the one to keep: it must never be taken for the one to
        // erase.
        foreach (int i in Enumerable.Range(0, before.Length).OrderBy(toErase.Contains))
            before[i] = sightings.Claim(intent.Before[i]);
        for (int i = 0; i < written.Length; i++)
            written[i] ??= sightings.Claim(intent.New[i].IsWrittenAs);
        for (int i = 0; i < written.Length; i++)
            written[i] ??= ClaimAt(i, seen => intent.New[i].MayHaveBecome(seen));
        // For an object written a moment ago, equal content is enough. For an object known from the journal it is not: another program may
        // have written the same since.
        for (int i = 0; i < written.Length; i++)
            written[i] ??= objects?[i].IsAttempted == true ? sightings.Claim(intent.New[i].IsNameless) : null;
        sightings.ThrowIfUnreadable(
            intent.Before.Where((_, i) => before[i] is null).Concat(intent.New.Where((_, i) => written[i] is null)));
        int missing = Array.FindIndex(before, o => o is null);
        while (missing >= 0 && toErase.Contains(missing))
            missing = Array.FindIndex(before, missing + 1, o => o is null);
        JournaledObject[] lost = [.. intent.New.Where((_, i) => written[i] is null && objects?[i].IsAttempted != false)];
        TokenObject[] unidentified = [.. sightings.Unclaimed.Where(seen => Array.Exists(lost, planned => planned.MayBeNameless(seen)))];
        TokenObject[] old = [.. intent.Old.Select(i => before[i]).OfType<TokenObject>()];
        return new IntendedWrite(
            now, old, old.Length == intent.Old.Length, missing < 0 ? null : intent.Before[missing], written, unidentified);
    }

    /// <summary>Describes the token's contents for a report.</summary>
    /// <param name="intent">The intended write.</param>
    /// <param name="isVerified">
    /// False as long as the journal has no commit: the new objects may then be wrong, and in a gap they are all that exists.
    /// </param>
    public TokenContents Describe(WriteIntent intent, bool isVerified = true) => this switch
    {
        { IsNewWhole: true, IsOldWhole: false } when intent is { Mode: WriteMode.EraseOldFirst, New.Length: > 0 }
            && !isVerified => TokenContents.NewUnverified,
        { IsNewWhole: true } when intent.New.Length == 0 && !IsOldWhole => Old.Count == 0
            ? TokenContents.AsPlanned
            : TokenContents.PartOfOld,
        _ when intent.New.Length == 0 => OtherMissing is null && All.Count == intent.Before.Length
            ? TokenContents.Unchanged
            : TokenContents.Unknown,
        { IsNewWhole: true, Old.Count: 0 } => TokenContents.AsPlanned,
        { IsNewWhole: true, IsOldWhole: true } => TokenContents.OldAndNew,
        { IsNewWhole: true } => TokenContents.NewAndPartOfOld,
        { IsOldWhole: false } => intent.Mode == WriteMode.EraseOldFirst ? TokenContents.Gap : TokenContents.Unknown,
        { HasNew: true, OtherMissing: null } => TokenContents.OldAndPartOfNew,
        { Unidentified.Count: > 0, OtherMissing: null } => TokenContents.OldAndUnidentified,
        // A changed CKA_ID or label is a change, too.
        { OtherMissing: null } when All.Count == intent.Before.Length => TokenContents.Unchanged,
        _ => TokenContents.Unknown,
    };
}
