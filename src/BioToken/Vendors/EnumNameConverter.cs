using System.Text.Json;
using System.Text.Json.Serialization;

namespace BioToken.Vendors;

/// <summary>
/// An enumeration value by its name, without case. .NET's own converter also accepts numbers without a name, and lists such as "pin,
/// fingerprint", which it combines.
/// </summary>
/// <typeparam name="TEnum">The enumeration.</typeparam>
internal sealed class EnumNameConverter<TEnum> : JsonConverter<TEnum>
    where TEnum : struct, Enum
{
    private static readonly TEnum[] Values = Enum.GetValues<TEnum>();
    private static readonly string[] Names = Enum.GetNames<TEnum>();

    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException();
        string? text = reader.GetString();
        int index = Array.FindIndex(Names, name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? Values[index] : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options)
        => writer.WriteStringValue(JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
}
