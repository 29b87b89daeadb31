using System.Text.Json;
using System.Text.Json.Serialization;

namespace BioToken.Writing.Plans;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(WritePlan))]
internal sealed partial class PlanJsonContext : JsonSerializerContext;
