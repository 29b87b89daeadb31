using System.CommandLine;
using BioToken.Cli.Output.Text;

namespace BioToken.Cli.Help;

/// <summary>A command line that works, for the help of each command.</summary>
internal static class HelpExamples
{
    private static readonly Dictionary<string, string> Examples = new(StringComparer.Ordinal)
    {
        ["biotoken"] = "biotoken copy ./NPKI/cert --simulator --yes",
        ["biotoken help"] = "biotoken help copy",
        ["biotoken vendors"] = "biotoken vendors --json",
        ["biotoken list"] = "biotoken list --module /usr/lib/libtoken.so",
        ["biotoken certificates"] = "biotoken certificates --simulator --pin-file pin.txt",
        ["biotoken plan"] = "biotoken plan ./NPKI/cert --simulator --replace 4F3A91C2 --json",
        ["biotoken copy"] = "biotoken copy ./NPKI/cert --simulator --replace 4F3A91C2",
        ["biotoken status"] = "biotoken status --simulator",
        ["biotoken resume"] = "biotoken resume --simulator --from ./NPKI/cert",
        ["biotoken erase"] = "biotoken erase 4F3A91C2 --simulator",
        ["biotoken pin"] = "biotoken pin --simulator",
        ["biotoken sign"] = "biotoken sign bid.xml --out bid.sig --simulator",
        ["biotoken npki"] = "biotoken npki list",
        ["biotoken npki list"] = "biotoken npki list ./NPKI",
        ["biotoken npki show"] = "biotoken npki show ./NPKI/cert --password-file password.txt",
        ["biotoken npki password"] = "biotoken npki password ./NPKI/cert",
        ["biotoken password"] = "biotoken password check",
        ["biotoken password check"] = "biotoken password check --policy kica-strict",
        ["biotoken sim"] = "biotoken sim create --vendor bio-seal",
        ["biotoken sim create"] = "biotoken sim create --vendor bio-seal --label A",
        ["biotoken sim show"] = "biotoken sim show",
        ["biotoken sim insert"] = "biotoken sim insert --token A",
        ["biotoken sim remove"] = "biotoken sim remove --token A",
        ["biotoken sim enroll"] = "biotoken sim enroll --finger 4",
        ["biotoken sim touch"] = "biotoken sim touch --finger 1",
        ["biotoken sim script"] = "biotoken sim script \"wrong*2, slow 5s right\"",
        ["biotoken sim faults"] = "biotoken sim faults \"C_Sign#2 before CKR_DEVICE_ERROR\"",
        ["biotoken sim reset"] = "biotoken sim reset --factory",
    };

    /// <summary>The same, for a program.</summary>
    public static string PlainOf(Command command)
        => Examples.TryGetValue(CommandPath.Of(command), out string? example) ? example : HelpPage.Usage(command);

    /// <summary>The example; for a command without one, the way to call it.</summary>
    public static string Of(Command command)
        => Examples.TryGetValue(CommandPath.Of(command), out string? example) ? TextWrap.Whole(example) : HelpPage.Usage(command);
}
