using System.Globalization;

namespace BioToken.Cli.Resources;

/// <summary>The language of everything that is shown: <c>--lang</c>, or that of the environment.</summary>
internal static class Language
{
    public const string OptionName = "--lang";

    // In the order of POSIX: the first one that is set decides.
    private static readonly string[] LocaleVariables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    public static readonly string[] Codes = ["ko", "en"];

    /// <summary>Takes the language from the arguments, before any text is made. The parser rejects an invalid value.</summary>
    public static void Apply(IReadOnlyList<string> arguments)
    {
        if ((Find(arguments) ?? OfEnvironment()) is not { } code || !Codes.Contains(code))
            return;
        CultureInfo culture = CultureInfo.GetCultureInfo(code);
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = culture;
        // Of the pool's threads too.
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.DefaultThreadCurrentCulture = culture;
    }

    /// <summary>The environment's language in globalization-invariant mode, where .NET does not read it; null otherwise.</summary>
    private static string? OfEnvironment()
    {
        if (!AppContext.TryGetSwitch("System.Globalization.Invariant", out bool isInvariant))
            isInvariant = Environment.GetEnvironmentVariable("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT") is "1" or "true";
        if (!isInvariant)
            return null;
        string? locale = LocaleVariables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => value is { Length: > 0 });
        return locale?.Split('_', '.', '@')[0];
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
