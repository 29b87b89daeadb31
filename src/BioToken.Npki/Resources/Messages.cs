using System.Globalization;
using System.Resources;

namespace BioToken.Npki.Resources;

/// <summary>Texts for users, in Korean or English by <see cref="CultureInfo.CurrentUICulture"/>.</summary>
internal static class Messages
{
    private static readonly ResourceManager Texts = new(typeof(Messages));

    /// <param name="name">The text's name.</param>
    /// <param name="culture">Its language; null for the current one.</param>
    public static string Get(string name, CultureInfo? culture = null)
        => Texts.GetString(name, culture) ?? throw new MissingManifestResourceException($"There is no text named {name}.");

    public static string Format(string name, params ReadOnlySpan<object?> arguments)
        => string.Format(CultureInfo.CurrentCulture, Get(name), arguments);
}
