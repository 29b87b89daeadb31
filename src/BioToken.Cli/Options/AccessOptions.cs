using System.CommandLine;
using BioToken.Cli.Tokens;

namespace BioToken.Cli.Options;

/// <summary>The token's source, and the options of the login.</summary>
internal sealed class AccessOptions
{
    private readonly SourceOptions _source;
    private readonly AuthenticationOptions _authentication;

    public AccessOptions(Command command, bool asksForFinger = true)
    {
        _source = new SourceOptions(command);
        _authentication = new AuthenticationOptions(command, asksForFinger);
    }

    public TokenAccess Read(ParseResult parse) => new(_source.Read(parse), _authentication.Read(parse), _authentication.PinSource(parse));
}
