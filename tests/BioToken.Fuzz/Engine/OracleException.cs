namespace BioToken.Fuzz;

/// <summary>The exception for a parser result that is impossible for the input.</summary>
internal sealed class OracleException(string rule) : Exception(rule);
