using System.Text.Json;
using System.Text.Json.Serialization;
using BioToken.Authentication;

namespace BioToken.Vendors;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    Converters =
    [
        typeof(EnumNameConverter<AuthenticationStep>),
        typeof(EnumNameConverter<FingerprintMethod>),
        typeof(EnumNameConverter<AuthenticationFailure>),
        typeof(AttributeTypeConverter),
    ],
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(VendorProfileJson[]))]
[JsonSerializable(typeof(Dictionary<string, VendorProfileJson>))]
internal sealed partial class VendorJsonContext : JsonSerializerContext;
