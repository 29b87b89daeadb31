namespace BioToken.Cli;

/// <summary>The vendor profiles.</summary>
internal sealed record VendorsDocument(IReadOnlyList<VendorDetails> Vendors);
