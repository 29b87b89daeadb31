using BioToken.Pkcs11;

namespace BioToken;

/// <summary>Compares what is on a token with what should be.</summary>
internal static class InventoryComparison
{
    /// <summary>
    /// Finds an object that was there and is no more, or no longer the same. Handles are not compared: a token may number its objects
    /// anew; two equal objects need two sightings.
    /// </summary>
    public static TokenObject? FindMissing(IEnumerable<TokenObject> expected, IReadOnlyList<TokenObject> now)
    {
        List<TokenObject> unclaimed = [.. now];
        foreach (TokenObject one in expected)
        {
            int index = unclaimed.FindIndex(one.IsSameAs);
            if (index < 0)
                return one;
            unclaimed.RemoveAt(index);
        }

        return null;
    }

    /// <summary>Whether an object that nobody told us of is one that we tried to write.</summary>
    public static bool IsCopyOf(TokenObject seen, NewObject planned, RandomValueTemplate randomValue)
        => seen.Class == planned.Class && (seen.Class == CKO.CERTIFICATE
            ? seen.Value.AsSpan().SequenceEqual(planned.Certificate.Der.Span)
            : IdentityGrouping.BelongsTo(seen, planned.Id.Span, randomValue));
}
