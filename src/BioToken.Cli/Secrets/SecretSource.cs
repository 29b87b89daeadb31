namespace BioToken.Cli.Secrets;

/// <summary>One secret that a command needs: from a file, standard input, or a person at the terminal.</summary>
/// <param name="File">Path of its file, <c>-</c> for standard input; null to ask.</param>
/// <param name="OptionName">The option that names the file.</param>
/// <param name="Question">The question for a person.</param>
internal sealed record SecretSource(string? File, string OptionName, string Question)
{
    public bool IsStandardInput => File == "-";
}
