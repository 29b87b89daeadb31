using System.Text;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;

namespace BioToken.Cli.Tokens;

/// <summary>The command line that resumes an interrupted write, ready to type.</summary>
internal static class ResumeCommandText
{
    /// <param name="source">The token's source.</param>
    /// <param name="serialNumber">Serial number of the token.</param>
    /// <param name="needsFolder">Whether a person must specify the folder, since it has moved.</param>
    public static string Of(TokenSource source, string serialNumber, bool needsFolder)
    {
        StringBuilder text = new("biotoken resume");
        Add(text, "--module", source.Module);
        Add(text, "--simulator", source.Simulator is { } directory ? Path.GetFullPath(directory) : null);
        // A name that a terminal cannot show cannot be typed either.
        Add(text, "--token", IsTypable(serialNumber) ? serialNumber : source.Token);
        Add(text, "--journal", source.Journal);
        if (needsFolder)
            text.Append(" --from ").Append(Texts.Get("PlaceholderFolder"));
        return Printable.Of(text.ToString());
    }

    private static bool IsTypable(string serialNumber) => serialNumber.Length > 0 && Printable.Of(serialNumber) == serialNumber;

    private static void Add(StringBuilder text, string option, string? value)
    {
        if (value is not null)
            text.Append(' ').Append(option).Append(' ').Append(ShellWord.Of(value));
    }
}
