using System.Text.Json;
using System.Text.Json.Serialization;

namespace BioToken;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(VendorProfileJson[]))]
internal sealed partial class VendorJsonContext : JsonSerializerContext;
