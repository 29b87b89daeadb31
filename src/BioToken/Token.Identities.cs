using System.Security.Cryptography;

namespace BioToken;

/// <content>What is on the token.</content>
internal sealed partial class Token
{
    private TokenInventory? _inventory;

    /// <summary>Used on the module's thread only, one read at a time.</summary>
    private TokenInventory Inventory => _inventory ??= new TokenInventory(Cryptoki, Vendor);

    public Task<IReadOnlyList<TokenIdentity>> GetIdentitiesAsync(CancellationToken cancellationToken = default)
        => RunAsync(ReadIdentities, cancellationToken);

    public Task<IReadOnlyList<UnreadableObject>> GetUnreadableObjectsAsync(CancellationToken cancellationToken = default)
        => RunAsync(() => CertificateReading.ListUnreadable(Inventory.Read(_session)), cancellationToken);

    public RSA? MakeKey(IdentityObjects identity, TokenKeyPair pair)
        => pair.PrivateKey is not null && pair.Certificate.GetRSAPublicKey() is { } publicKey ? new TokenRsa(this, identity, pair, publicKey) : null;

    private IReadOnlyList<TokenIdentity> ReadIdentities() => GroupIdentities(Inventory.Read(_session));

    private IReadOnlyList<TokenIdentity> GroupIdentities(IReadOnlyList<TokenObject> objects)
        => [.. IdentityGrouping.Group(objects, Info.Vendor.RandomValue).Select(found => new TokenIdentity(this, found))];
}
