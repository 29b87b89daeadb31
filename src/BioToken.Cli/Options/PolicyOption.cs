using System.CommandLine;
using BioToken.Cli.Resources;
using BioToken.Npki.Certificates;
using BioToken.Npki.Passwords;

namespace BioToken.Cli.Options;

/// <summary>The rules that a new certificate password has to keep.</summary>
internal sealed class PolicyOption
{
    private const string Industry = "industry2014";
    private const string Kica = "kica-strict";
    private const string None = "none";

    private readonly Option<string> _policy = new("--policy")
    {
        Description = Texts.Get("OptionPolicy"),
        HelpName = $"{Industry}|{Kica}|{None}",
    };

    public PolicyOption(Command command)
    {
        _policy.OneOf(Industry, Kica, None);
        command.Options.Add(_policy);
    }

    /// <summary>The chosen rules.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="certificate">A certificate whose authority may have its own rules; null if there is none.</param>
    /// <returns>Name and rules.</returns>
    public (string Name, PasswordPolicy Policy) Read(ParseResult parse, NpkiCertificate? certificate = null)
    {
        string name = parse.GetValue(_policy) ?? (certificate?.Authority?.Id == "KICA" ? Kica : Industry);
        return (name, name switch
        {
            Industry => PasswordPolicy.Industry2014,
            Kica => PasswordPolicy.KicaStrict,
            _ => PasswordPolicy.None,
        });
    }
}
