namespace BioToken.Cli.Output.Documents.Tokens;

/// <summary>The vendor profiles.</summary>
internal sealed record VendorsDocument(IReadOnlyList<VendorDetails> Vendors);
