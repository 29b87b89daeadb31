using System.Text.Json;

namespace BioToken.Cli.Output.Text;

/// <summary>How values are called in JSON.</summary>
internal static class JsonName
{
    /// <summary>An enumeration's value.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum
        => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
