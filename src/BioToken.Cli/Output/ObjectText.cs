using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;
using BioToken.Objects;
using BioToken.Tokens;

namespace BioToken.Cli.Output;

/// <summary>An object on a token in words: class, label, and the beginning of its CKA_ID.</summary>
internal static class ObjectText
{
    private const int ShortId = 8;

    public static string Describe(TokenObjectKind? kind, string? label, string? id)
    {
        string name = label is null ? "-" : $"\"{Printable.Of(label)}\"";
        string what = kind is { } known ? Texts.Find("Object" + known) ?? known.ToString() : "?";
        return $"{what}, {name}, {Short(id)}";
    }

    /// <summary>Describes an unreadable object, including its digest, which may be its only identifier.</summary>
    public static string Describe(UnreadableObject one)
        => $"{Describe(one.Kind, one.Label, one.Id)}, SHA-256 {one.Hash[..ShortId]}…: {Printable.Of(one.Message)}";

    private static string Short(string? id) => id switch
    {
        null or "" => "-",
        { Length: > ShortId } => Printable.Of(id[..ShortId]) + "…",
        _ => Printable.Of(id),
    };
}
