using BioToken.Pkcs11.Records;

namespace BioToken.Tokens;

/// <summary>What tells tokens apart, as far as they do: manufacturers may give the same to several.</summary>
/// <param name="Manufacturer">Manufacturer, as the token says.</param>
/// <param name="Model">Model, as the token says.</param>
/// <param name="SerialNumber">Serial number, as the token says.</param>
internal readonly record struct TokenKey(string Manufacturer, string Model, string SerialNumber)
{
    public static TokenKey Of(TokenInfo token) => new(token.Manufacturer, token.Model, token.SerialNumber);
}
