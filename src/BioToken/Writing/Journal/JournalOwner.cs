using BioToken.Objects;
using BioToken.Pkcs11.Constants;

namespace BioToken.Writing.Journal;

/// <summary>
/// Decides by the certificates on a token whether an interrupted write is its own: several tokens may have the same manufacturer, model and
/// serial number, and nothing else identifies a token.
/// </summary>
internal static class JournalOwner
{
    /// <param name="entry">The interrupted write.</param>
    /// <param name="label">Label of the token, which only its initialization changes.</param>
    /// <param name="objects">Everything that is visible on the token.</param>
    /// <param name="isLoggedIn">Whether the token is logged in to, so that these are all objects.</param>
    public static JournalFit FitOf(JournalEntry entry, string label, IReadOnlyList<TokenObject> objects, bool isLoggedIn)
    {
        WriteIntent intent = entry.Intent;
        if (intent.TokenLabel != label)
            return JournalFit.Foreign;
        TokenObject[] seen = [.. objects.Where(o => o.Class == CKO.CERTIFICATE)];
        HashSet<string> hashes = [.. seen.Select(o => Name(o.Hash))];
        bool[] isThere = [.. intent.Before.Select(known => known.Class == CKO.CERTIFICATE && hashes.Contains(Name(known.Hash)))];
        HashSet<string> before = [.. intent.Before.Where(known => known.Class == CKO.CERTIFICATE).Select(known => Name(known.Hash))];
        bool expectsAny = Array.Exists([.. intent.Before, .. intent.New], o => o.Class == CKO.CERTIFICATE);
        if (seen.Length == 0 && expectsAny && !isLoggedIn)
            return JournalFit.Unseen;
        bool IsKnown(TokenObject certificate)
            => before.Contains(Name(certificate.Hash)) || Array.Exists(intent.New, o => o.IsWrittenAs(certificate));
        int known = seen.Count(IsKnown);
        if (known == seen.Length && HasAllThatStays(intent, isThere) && HasOldOrNew(entry, seen, isThere))
            return JournalFit.Fits;
        return known > 0 ? JournalFit.Changed : JournalFit.Foreign;
    }

    /// <summary>Whether two tokens hold the same certificates, so that a journal could not distinguish them.</summary>
    public static bool AreAlike(IReadOnlyList<TokenObject> one, IReadOnlyList<TokenObject> other)
    {
        static string[] Certificates(IEnumerable<TokenObject> objects)
            => [.. objects.Where(o => o.Class == CKO.CERTIFICATE).Select(o => Convert.ToHexString(o.Hash)).Order(StringComparer.Ordinal)];
        return Certificates(one).SequenceEqual(Certificates(other));
    }

    private static string Name(byte[] hash) => Convert.ToBase64String(hash);

    private static bool HasAllThatStays(WriteIntent intent, bool[] isThere)
    {
        HashSet<int> old = [.. intent.Old];
        return !intent.Before.Where((known, i) => known.Class == CKO.CERTIFICATE && !old.Contains(i) && !isThere[i]).Any();
    }

    /// <summary>A replacement that does not erase first leaves the old certificates or the new ones.</summary>
    private static bool HasOldOrNew(JournalEntry entry, TokenObject[] seen, bool[] isThere)
    {
        WriteIntent intent = entry.Intent;
        if (entry.IsGap || intent.New.Length == 0)
            return true;
        return Array.TrueForAll(intent.Old, i => intent.Before[i].Class != CKO.CERTIFICATE || isThere[i])
            || Array.TrueForAll(intent.New, o => o.Class != CKO.CERTIFICATE || Array.Exists(seen, o.IsWrittenAs));
    }
}
