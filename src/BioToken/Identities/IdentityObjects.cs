using BioToken.Objects;

namespace BioToken.Identities;

/// <summary>The key pairs of one identity in an inventory.</summary>
/// <param name="Main">The pair for signing; or for key management, if the token holds that one alone.</param>
/// <param name="KeyManagement">The key-management pair that goes with it; null if there is none.</param>
internal sealed record IdentityObjects(TokenKeyPair Main, TokenKeyPair? KeyManagement)
{
    public IEnumerable<TokenKeyPair> Pairs => KeyManagement is null ? [Main] : [Main, KeyManagement];

    /// <summary>All objects that it needs, including those that it shares with another.</summary>
    public IEnumerable<TokenObject> All => Pairs.SelectMany(pair => pair.KeyObjects.Prepend(pair.CertificateObject));

    /// <summary>The objects that an erasure removes.</summary>
    public IEnumerable<TokenObject> Erasable => Pairs.SelectMany(pair => pair.Erasable);

    /// <summary>Related objects that stay when it is erased.</summary>
    public IEnumerable<TokenObject> Remaining => Pairs.SelectMany(pair => pair.Remaining).Distinct();
}
