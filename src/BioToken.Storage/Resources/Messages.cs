using System.Globalization;
using System.Resources;

namespace BioToken.Storage.Resources;

/// <summary>Texts for people, in Korean or English by <see cref="CultureInfo.CurrentUICulture"/>.</summary>
internal static class Messages
{
    private static readonly ResourceManager Resources = new(typeof(Messages));

    /// <summary>A text as it is; null if there is none.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="culture">Its language; null for the current one.</param>
    public static string? Find(string key, CultureInfo? culture = null) => Resources.GetString(key, culture);

    /// <summary>A text as it is.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="culture">Its language; null for the current one.</param>
    public static string Get(string key, CultureInfo? culture = null)
        => Find(key, culture) ?? throw new MissingManifestResourceException($"There is no text '{key}'.");

    /// <summary>A text with its gaps filled.</summary>
    public static string Format(string key, params ReadOnlySpan<object?> arguments)
        => string.Format(CultureInfo.CurrentCulture, Get(key), arguments);
}
