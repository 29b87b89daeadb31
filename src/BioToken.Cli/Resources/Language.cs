using System.Globalization;

namespace BioToken.Cli;

/// <summary>The language of everything that is shown: <c>--lang</c>, or that of the environment.</summary>
internal static class Language
{
    public const string OptionName = "--lang";

    public static readonly string[] Codes = ["ko", "en"];

    /// <summary>
    /// Takes the language from the arguments, before any text is made. A value that is no language is left for the parser to refuse.
    /// </summary>
    public static void Apply(IReadOnlyList<string> arguments)
    {
        if (Find(arguments) is not { } code || !Codes.Contains(code))
            return;
        CultureInfo culture = CultureInfo.GetCultureInfo(code);
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = culture;
        // Progress is reported on the modules' own threads.
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.DefaultThreadCurrentCulture = culture;
    }

    private static string? Find(IReadOnlyList<string> arguments)
    {
        for (int i = 0; i < arguments.Count && arguments[i] != "--"; i++)
        {
            if (arguments[i] == OptionName && i + 1 < arguments.Count)
                return arguments[i + 1];
            foreach (char separator in "=:")
            {
                if (arguments[i].StartsWith(OptionName + separator, StringComparison.Ordinal))
                    return arguments[i][(OptionName.Length + 1)..];
            }
        }

        return null;
    }
}
