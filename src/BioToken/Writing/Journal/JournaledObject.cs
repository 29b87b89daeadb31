using BioToken.Objects;
using BioToken.Pkcs11.Constants;

namespace BioToken.Writing.Journal;

/// <summary>An object's entry in the journal. It contains nothing secret and no personal data.</summary>
/// <param name="Class">Its class.</param>
/// <param name="Id">CKA_ID; empty if it has none.</param>
/// <param name="Label">CKA_LABEL of a new data object, since not every token gives it a CKA_ID; empty for all others.</param>
/// <param name="Hash"><see cref="TokenObject.Hash"/> of an object on the token; <see cref="TokenObject.ContentHash"/> of a new one.</param>
internal sealed record JournaledObject(CKO Class, byte[] Id, byte[] Label, byte[] Hash)
{
    /// <summary>Describes an object that is on the token.</summary>
    public static JournaledObject Of(TokenObject seen) => new(seen.Class, seen.Id, [], seen.Hash);

    /// <summary>Whether this object, which was on the token before, is an object that is there now.</summary>
    public bool IsStill(TokenObject seen) => seen.Class == Class && seen.Hash.AsSpan().SequenceEqual(Hash);

    /// <summary>
    /// Whether this new object is an object that is there now and was not there before: by class, CKA_ID and content, as far as the token
    /// shows them.
    /// </summary>
    public bool IsWrittenAs(TokenObject seen) => seen.Class == Class && HasNameAndContentOf(seen);

    /// <summary>
    /// Whether the token may have made this object from the new one. An object with another name and another content did not come from this
    /// write: another program's object may have received the handle.
    /// </summary>
    public bool MayHaveBecome(TokenObject seen)
    {
        bool isOfClass = seen.Class == Class || !seen.HasClass;
        bool isOtherName = seen.Id.Length > 0 && Id.Length > 0
            ? !seen.HasId(Id)
            : Label.Length > 0 && seen.Label.Length > 0 && !seen.Label.AsSpan().SequenceEqual(Label);
        bool isOtherContent = seen.ContentHash.Length > 0 && !seen.ContentHash.AsSpan().SequenceEqual(Hash);
        return (isOfClass && !(isOtherName && isOtherContent)) || HasNameAndContentOf(seen);
    }

    /// <summary>
    /// Whether this new object may be an object without a CKA_ID that was not there before: by its class, and by content and label as far
    /// as it shows them. Some tokens drop a CKA_ID.
    /// </summary>
    public bool MayBeNameless(TokenObject seen)
        => (seen.Class == Class || !seen.HasClass) && seen.Id.Length == 0
            && (seen.ContentHash.Length == 0 || seen.ContentHash.AsSpan().SequenceEqual(Hash))
            && (seen.Label.Length == 0 || Label.Length == 0 || seen.Label.AsSpan().SequenceEqual(Label));

    /// <summary>Whether an object written just now is certainly this one: by its modulus, or by the value of a certificate or R.</summary>
    public bool IsNameless(TokenObject seen) => MayBeNameless(seen) && seen.HasClass && seen.ContentHash.Length > 0;

    /// <summary>Whether it has the same name and content, whatever class the token reports.</summary>
    public bool HasNameAndContentOf(TokenObject seen)
    {
        bool isNamed = seen.Id.Length > 0 && Id.Length > 0 ? seen.HasId(Id) : Label.Length > 0 && seen.Label.AsSpan().SequenceEqual(Label);
        return isNamed && (seen.ContentHash.Length == 0 || seen.ContentHash.AsSpan().SequenceEqual(Hash));
    }
}
