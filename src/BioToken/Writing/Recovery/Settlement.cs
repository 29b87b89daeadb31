using BioToken.Identities;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Vendors;
using BioToken.Writing.Journal;
using BioToken.Writing.Steps;

namespace BioToken.Writing.Recovery;

/// <summary>Specifies how an interrupted write is settled, by its journal and the token's contents, and what that removes.</summary>
/// <param name="Step">What to do.</param>
/// <param name="Removed">What it removes from the token.</param>
internal sealed record Settlement(SettlingStep Step, IReadOnlyList<TokenObject> Removed)
{
    /// <summary>Decides.</summary>
    /// <param name="entry">The write.</param>
    /// <param name="now">Its objects that are on the token.</param>
    /// <param name="randomValue">How the vendor marks R.</param>
    /// <param name="isLoggedIn">False if private objects are not visible: those of visible certificates are assumed to exist.</param>
    public static Settlement Decide(JournalEntry entry, IntendedWrite now, RandomValueTemplate randomValue, bool isLoggedIn = true)
    {
        SettlingStep step = StepOf(entry, now, isLoggedIn);
        TokenObject[] written = [.. now.Written.OfType<TokenObject>()];
        IReadOnlyList<TokenObject> removed = step switch
        {
            SettlingStep.RollBack => written,
            SettlingStep.GoForward => now.Old,
            SettlingStep.CloseGap => now.IsNewWhole ? now.Old : [.. now.Old, .. written],
            _ => [],
        };
        // Before the write, no certificate used its objects.
        Predicate<TokenObject> mayLose = step == SettlingStep.RollBack
            ? o => !Array.Exists(entry.Intent.Before, known => known.IsStill(o))
            : _ => true;
        return TakesKeysOfOthers(now.All, removed, randomValue, mayLose)
            ? new Settlement(SettlingStep.Refuse, [])
            : new Settlement(step, removed);
    }

    /// <summary>The complete identities that it removes, or removes objects from.</summary>
    public IReadOnlyList<IdentityObjects> IdentitiesOf(
        IntendedWrite now, WriteIntent intent, RandomValueTemplate randomValue, bool isLoggedIn)
    {
        HashSet<nuint> handles = [.. Removed.Select(o => o.Handle)];
        // The rest of an erased identity's key-management pair may look like that of another one.
        KeyOverlap removed = new(handles);
        bool LosesMain(IdentityObjects identity) => handles.Contains(identity.Main.CertificateObject.Handle)
            || removed.HasKeyOf(identity.Main);
        // A key may exist and show nothing that identifies it.
        bool MayBeComplete(IdentityObjects identity) => identity.Main.PrivateKey is not null || !isLoggedIn
            || (Step == SettlingStep.GoForward && handles.Contains(identity.Main.CertificateObject.Handle));
        bool IsMain(IdentityObjects identity) => identity.Main.Certificate.IsForSigning || intent.Names(identity.Main.Certificate);
        return
        [
            .. IdentityGrouping.Group(now.All, randomValue)
                .Where(identity => MayBeComplete(identity) && IsMain(identity) && LosesMain(identity)),
        ];
    }

    private static SettlingStep StepOf(JournalEntry entry, IntendedWrite now, bool isLoggedIn)
    {
        WriteIntent intent = entry.Intent;
        bool isOldWhole = now.IsOldWhole || (!isLoggedIn && IsVisiblyWhole(intent.Old.Select(i => intent.Before[i]), now.Old));
        bool isNewWhole = now.IsNewWhole || (!isLoggedIn && IsVisiblyWhole(intent.New, now.Written));
        if (entry.IsGap)
            return SettlingStep.CloseGap;
        if (intent.New.Length == 0)
            return isOldWhole ? SettlingStep.RollBack : SettlingStep.GoForward;
        if (!isNewWhole || intent.IsTrial)
            return isOldWhole ? SettlingStep.RollBack : SettlingStep.Refuse;
        if (entry.IsCommitted)
            return SettlingStep.GoForward;
        // The commit record may be lost, or the journal may be older than the token's contents: a complete identity stays unless something
        // contradicts it.
        if (now.Old.Count == 0)
            return SettlingStep.Verify;
        return isOldWhole ? SettlingStep.RollBack : SettlingStep.Refuse;
    }

    private static bool IsVisiblyWhole(IEnumerable<JournaledObject> named, IEnumerable<TokenObject?> seen)
    {
        static bool IsPublic(CKO kind) => kind is CKO.CERTIFICATE or CKO.PUBLIC_KEY;
        return named.Count(o => IsPublic(o.Class)) is > 0 and int expected
            && seen.Count(o => o is not null && IsPublic(o.Class)) == expected;
    }

    /// <summary>
    /// Whether a certificate that stays would lose a key: then another program has written it since, such as a renewal with the same key.
    /// </summary>
    private static bool TakesKeysOfOthers(
        IReadOnlyList<TokenObject> all, IReadOnlyList<TokenObject> removed, RandomValueTemplate randomValue, Predicate<TokenObject> mayLose)
    {
        if (removed.Count == 0)
            return false;
        HashSet<nuint> handles = [.. removed.Select(o => o.Handle)];
        // If a certificate cannot be read, only its CKA_ID identifies its keys.
        HashSet<byte[]> ids = new(
            removed.Where(o => o.Class is CKO.PRIVATE_KEY or CKO.PUBLIC_KEY && o.Id.Length > 0).Select(o => o.Id), BytesComparer.Instance);
        bool IsUnreadableOwner(TokenObject o)
            => o.Class == CKO.CERTIFICATE
                && !handles.Contains(o.Handle)
                && ids.Contains(o.Id)
                && CertificateReading.TryParse(o, out _) is null;
        KeyOverlap taken = new(handles);
        return all.Any(o => IsUnreadableOwner(o) && mayLose(o)) || KeyMatching.Pair(all, randomValue)
            .Where(pair => !handles.Contains(pair.CertificateObject.Handle))
            .Any(stays => taken.HasKeyOf(stays) && mayLose(stays.CertificateObject));
    }
}
