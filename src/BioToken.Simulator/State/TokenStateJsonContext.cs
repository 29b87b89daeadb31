using System.Text.Json.Serialization;

namespace BioToken.Simulator.State;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(TokenState))]
internal sealed partial class TokenStateJsonContext : JsonSerializerContext;
