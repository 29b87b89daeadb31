using System.Globalization;
using System.Resources;

namespace BioToken.Resources;

/// <summary>Texts for people, in Korean or English by <see cref="CultureInfo.CurrentUICulture"/>.</summary>
internal static class Messages
{
    private static readonly ResourceManager Resources = new(typeof(Messages));

    public static string Format(string key, params ReadOnlySpan<object?> arguments)
    {
        string text = Resources.GetString(key, CultureInfo.CurrentUICulture)
            ?? throw new MissingManifestResourceException($"There is no message '{key}'.");
        return string.Format(CultureInfo.CurrentCulture, text, arguments);
    }
}
