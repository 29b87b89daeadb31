namespace BioToken.Pkcs11.Tests;

/// <summary>The tests against SoftHSM2, one after the other: calls into a module come one at a time.</summary>
[CollectionDefinition(nameof(SoftHsmCollection))]
public sealed class SoftHsmCollection : ICollectionFixture<SoftHsmFixture>;
