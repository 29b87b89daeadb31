namespace BioToken;

/// <summary>Finds out which objects of an inventory belong together. When in doubt, objects stay apart: what is not grouped is never erased.</summary>
internal static class IdentityGrouping
{
    public static IReadOnlyList<TokenIdentity> Group(Token token, IReadOnlyList<TokenObject> objects)
    {
        IReadOnlyList<TokenKeyPair> pairs = KeyMatching.Pair(objects, token.Info.Vendor.RandomValue);
        PartnerSearch partners = new(pairs);
        List<TokenIdentity> identities = [.. pairs.Where(p => !p.IsForKeyManagementOnly).Select(main => new TokenIdentity(token, main, partners.Take(main)))];
        identities.AddRange(pairs
            .Where(p => p.IsForKeyManagementOnly && !partners.IsTaken(p))
            .Select(alone => new TokenIdentity(token, alone, keyManagement: null)));
        return identities;
    }
}
