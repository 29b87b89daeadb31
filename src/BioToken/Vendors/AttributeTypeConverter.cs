using System.Text.Json;
using System.Text.Json.Serialization;
using BioToken.Pkcs11.Constants;

namespace BioToken.Vendors;

/// <summary>The type of an attribute as a number, or as its PKCS#11 name without CKA_.</summary>
internal sealed class AttributeTypeConverter : JsonConverter<CKA>
{
    private static readonly EnumNameConverter<CKA> ByName = new();

    public override CKA Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.Number ? (CKA)reader.GetUInt64() : ByName.Read(ref reader, typeToConvert, options);

    public override void Write(Utf8JsonWriter writer, CKA value, JsonSerializerOptions options) => writer.WriteNumberValue((ulong)value);
}
