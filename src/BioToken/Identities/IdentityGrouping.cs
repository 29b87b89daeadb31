using BioToken.Objects;
using BioToken.Vendors;

namespace BioToken.Identities;

/// <summary>
/// Groups the objects of an inventory into identities. In doubt, objects stay separate: an ungrouped object is never erased.
/// </summary>
internal static class IdentityGrouping
{
    public static IReadOnlyList<IdentityObjects> Group(IReadOnlyList<TokenObject> objects, RandomValueTemplate randomValue)
    {
        IReadOnlyList<TokenKeyPair> pairs = KeyMatching.Pair(objects, randomValue);
        PartnerSearch partners = new(pairs);
        Dictionary<TokenKeyPair, TokenKeyPair?> partnerOf = new(ReferenceEqualityComparer.Instance);
        // Certificates that are clearly for signing choose first.
        foreach (TokenKeyPair main in pairs.Where(p => !p.IsForKeyManagementOnly).OrderBy(p => p.MayBeForKeyManagement))
        {
            if (!partners.IsTaken(main))
                partnerOf.Add(main, partners.Take(main));
        }

        List<IdentityObjects> identities = [.. pairs.Where(partnerOf.ContainsKey).Select(
            main => new IdentityObjects(main, partnerOf[main]))];
        identities.AddRange(pairs
            .Where(p => p.IsForKeyManagementOnly && !partners.IsTaken(p))
            .Select(alone => new IdentityObjects(alone, KeyManagement: null)));
        return identities;
    }
}
