using System.CommandLine;
using BioToken.Cli.Resources;
using BioToken.Cli.Tokens;
using BioToken.Cli.Tokens.Copying;
using BioToken.Writing;

namespace BioToken.Cli.Options;

/// <summary>The common options of <c>copy</c> and <c>plan</c>.</summary>
internal sealed class CopyOptions
{
    private readonly Argument<string> _folder = new("FOLDER") { Description = Texts.Get("ArgumentFolder") };
    private readonly SecretOption _password;
    private readonly Option<string> _replace = new("--replace") { Description = Texts.Get("OptionReplace"), HelpName = "SERIAL" };
    private readonly Option<bool> _allowGap = new("--allow-gap") { Description = Texts.Get("OptionAllowGap") };
    private readonly Option<bool> _allowExpired = new("--allow-expired") { Description = Texts.Get("OptionAllowExpired") };
    private readonly Option<bool> _allowTest = new("--allow-test-authority") { Description = Texts.Get("OptionAllowTestAuthority") };
    private readonly Option<bool> _allowMissingR = new("--allow-missing-r") { Description = Texts.Get("OptionAllowMissingR") };
    private readonly Option<bool> _yes = new("--yes") { Description = Texts.Get("OptionYes") };
    private readonly AccessOptions _access;

    /// <param name="command">The command that the options are added to.</param>
    /// <param name="asks">False for a command that asks no questions; it accepts <c>--yes</c> for the same command line.</param>
    public CopyOptions(Command command, bool asks)
    {
        command.Arguments.Add(_folder);
        _password = new SecretOption(command, "--password-file", "OptionPasswordFile", "AskPassword");
        _yes.Hidden = !asks;
        foreach (Option option in new Option[] { _replace, _allowGap, _allowExpired, _allowTest, _allowMissingR, _yes })
            command.Options.Add(option);
        _access = new AccessOptions(command);
    }

    public CopyRequest Read(ParseResult parse) => new()
    {
        Folder = parse.GetRequiredValue(_folder),
        Replace = parse.GetValue(_replace) is { } typed ? SerialNumber.Parse(typed) : null,
        Allowed = new WriteOptions
        {
            AllowExpired = parse.GetValue(_allowExpired),
            AllowTestAuthority = parse.GetValue(_allowTest),
            AllowMissingRandomValue = parse.GetValue(_allowMissingR),
            AllowEraseBeforeWrite = parse.GetValue(_allowGap),
        },
        IsConfirmed = parse.GetValue(_yes),
        Access = _access.Read(parse),
        Password = _password.Read(parse),
    };
}
