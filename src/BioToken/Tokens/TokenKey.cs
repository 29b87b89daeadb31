using BioToken.Pkcs11.Records;

namespace BioToken.Tokens;

/// <summary>The values that identify a token; several tokens may have the same.</summary>
/// <param name="Manufacturer">Manufacturer that the token reports.</param>
/// <param name="Model">Model that the token reports.</param>
/// <param name="SerialNumber">Serial number that the token reports.</param>
internal readonly record struct TokenKey(string Manufacturer, string Model, string SerialNumber)
{
    public static TokenKey Of(TokenInfo token) => new(token.Manufacturer, token.Model, token.SerialNumber);
}
