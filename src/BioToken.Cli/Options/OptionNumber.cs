using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace BioToken.Cli.Options;

/// <summary>Reads an option's number for its validator: the parser's own conversion throws there.</summary>
internal static class OptionNumber
{
    /// <summary>Reads the number; null if the text is none.</summary>
    public static T? TryRead<T>(OptionResult result)
        where T : struct, INumber<T>
        => T.TryParse(result.Tokens[0].Value, CultureInfo.CurrentCulture, out T number) ? number : null;
}
