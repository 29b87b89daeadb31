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

    private IReadOnlyList<TokenIdentity> ReadIdentities() => IdentityGrouping.Group(this, Inventory.Read(_session));
}
