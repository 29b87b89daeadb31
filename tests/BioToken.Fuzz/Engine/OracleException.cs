namespace BioToken.Fuzz;

/// <summary>What a parser made of an input cannot be.</summary>
internal sealed class OracleException(string rule) : Exception(rule);
