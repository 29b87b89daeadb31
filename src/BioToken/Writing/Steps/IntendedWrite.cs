using BioToken.Objects;
using BioToken.Writing.Journal;
using BioToken.Writing.Plans;

namespace BioToken.Writing.Steps;

/// <summary>What of an intended write is on the token now. What the token shows decides, never what a call answered.</summary>
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

    /// <summary>What is left of the objects that are to be erased, in the order of their erasure.</summary>
    public IReadOnlyList<TokenObject> Old { get; }

    /// <summary>Whether all of them are there.</summary>
    public bool IsOldWhole { get; }

    /// <summary>An object that has nothing to do with the write, and is missing or has changed; null if there is none.</summary>
    public JournaledObject? OtherMissing { get; }

    /// <summary>For each object that is to be written: as it is on the token; null if it is not.</summary>
    public IReadOnlyList<TokenObject?> Written { get; }

    /// <summary>
    /// Objects that were not there before, have no CKA_ID, and may be some of those that were to be written and are not found: they are not
    /// removed, since another program may have written them, and nobody says that nothing is left.
    /// </summary>
    public IReadOnlyList<TokenObject> Unidentified { get; }

    public bool IsNewWhole => Written.All(o => o is not null);

    public bool HasNew => Written.Any(o => o is not null);

    /// <summary>Looks.</summary>
    /// <param name="intent">What was intended.</param>
    /// <param name="now">Everything that is on the token.</param>
    /// <param name="objects">What was written in this session, by its place in the intent; null where only the journal tells of it.</param>
    /// <exception cref="Errors.BioTokenException">
    /// An object that cannot be read may be one that is looked for: it cannot be told what is there.
    /// </exception>
    public static IntendedWrite Find(WriteIntent intent, IReadOnlyList<TokenObject> now, IReadOnlyList<NewObject>? objects = null)
    {
        // Two equal objects need two sightings. What we wrote goes first where a handle proves it: it may be equal to one that was there.
        Sightings sightings = new(now);
        // A handle alone proves nothing, since drivers number anew: only what was not there before is then ours, whatever the token made of
        // it.
        TokenObject? ClaimAt(int i, Predicate<TokenObject> isMeant)
            => objects?[i].Handle is { } handle ? sightings.Claim(o => o.Handle == handle && isMeant(o)) : null;
        TokenObject?[] written = [.. intent.New.Select((planned, i) => ClaimAt(i, planned.IsWrittenAs))];
        HashSet<int> toErase = [.. intent.Old];
        TokenObject?[] before = new TokenObject?[intent.Before.Length];
        // Of objects that are equal in all that they show, what is left is what was to stay: it must never be taken for what is to be
        // erased.
        foreach (int i in Enumerable.Range(0, before.Length).OrderBy(toErase.Contains))
            before[i] = sightings.Claim(intent.Before[i]);
        for (int i = 0; i < written.Length; i++)
            written[i] ??= sightings.Claim(intent.New[i].IsWrittenAs);
        for (int i = 0; i < written.Length; i++)
            written[i] ??= ClaimAt(i, seen => intent.New[i].MayHaveBecome(seen));
        // Of what was written a moment ago, the content is enough. Of what the journal tells, it is not: by now another program may have
        // written the same.
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

    /// <summary>What the token holds, in the words of a report.</summary>
    /// <param name="intent">What was intended.</param>
    /// <param name="isVerified">
    /// False as long as the journal has no commit: what is written may then be wrong, and in a gap it is all that there is.
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
        // What was left under another name is a change, too.
        { OtherMissing: null } when All.Count == intent.Before.Length => TokenContents.Unchanged,
        _ => TokenContents.Unknown,
    };
}
