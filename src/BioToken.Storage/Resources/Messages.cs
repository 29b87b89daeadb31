using System.Globalization;
using System.Resources;

namespace BioToken.Storage.Resources;

/// <summary>Texts for users, in Korean or English by <see cref="CultureInfo.CurrentUICulture"/>.</summary>
internal static class Messages
{
    private static readonly ResourceManager Texts = new(typeof(Messages));

    public static string Get(string name)
        => Texts.GetString(name, culture: null) ?? throw new MissingManifestResourceException($"There is no text named {name}.");

    public static string Format(string name, params ReadOnlySpan<object?> arguments)
        => string.Format(CultureInfo.CurrentCulture, Get(name), arguments);
}
