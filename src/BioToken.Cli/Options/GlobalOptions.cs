using System.CommandLine;
using BioToken.Cli.Resources;

namespace BioToken.Cli.Options;

/// <summary>Options that every command has.</summary>
internal static class GlobalOptions
{
    public const string JsonName = "--json";

    public static IEnumerable<Option> Create()
    {
        Option<string> language = new(Language.OptionName) { Description = Texts.Get("OptionLang"), HelpName = "ko|en", Recursive = true };
        language.OneOf(Language.Codes);
        return [new Option<bool>(JsonName) { Description = Texts.Get("OptionJson"), Recursive = true }, language];
    }
}
