namespace BioToken.Pkcs11.Tests;

/// <summary>The tests with SoftHSM2, one after the other: calls to a module are made one at a time.</summary>
[CollectionDefinition(nameof(SoftHsmCollection))]
public sealed class SoftHsmCollection : ICollectionFixture<SoftHsmFixture>;
