using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BioToken.Cli.Output.Text;

namespace BioToken.Cli.Output;

/// <summary>Writes the one JSON document of a command.</summary>
internal static class JsonOutput
{
    /// <summary>How the documents are written: indented, Korean as it is.</summary>
    public static readonly CliJsonContext Types = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static void Write<T>(TextWriter output, T document, JsonTypeInfo<T> type)
        => output.WriteLine(Printable.Json(JsonSerializer.Serialize(document, type)));
}
