using System.Globalization;
using System.Resources;

namespace BioToken.Cli.Resources;

/// <summary>Texts for people, in Korean or English by <see cref="CultureInfo.CurrentUICulture"/>.</summary>
internal static class Texts
{
    private static readonly ResourceManager Resources = new(typeof(Texts));

    /// <summary>A text as it is.</summary>
    public static string Get(string key)
        => Find(key) ?? throw new MissingManifestResourceException($"There is no text '{key}'.");

    /// <summary>A text as it is; null if there is none.</summary>
    public static string? Find(string key) => Resources.GetString(key, CultureInfo.CurrentUICulture);

    /// <summary>A text with its gaps filled.</summary>
    public static string Format(string key, params ReadOnlySpan<object?> arguments)
        => string.Format(CultureInfo.CurrentCulture, Get(key), arguments);
}
