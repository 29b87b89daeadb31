using System.Text.Json;
using System.Text.Json.Serialization;

namespace BioToken.Writing.Journal;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(WriteIntent))]
internal sealed partial class JournalJsonContext : JsonSerializerContext;
