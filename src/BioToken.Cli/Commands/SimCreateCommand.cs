using System.CommandLine;
using BioToken.Simulator;

namespace BioToken.Cli;

/// <summary><c>sim create</c>: makes a simulated token.</summary>
internal sealed class SimCreateCommand : CliCommand
{
    private const int MaxGrace = 3600;

    private readonly SimulatorArgument _directory;
    private readonly Option<string> _vendor = new("--vendor") { Description = Texts.Get("OptionVendor"), Required = true };
    private readonly Option<string> _label = new("--label") { Description = Texts.Get("OptionLabel"), HelpName = "L" };
    private readonly SecretOption _pin;
    private readonly Option<int?> _pinTries = new("--pin-tries") { Description = Texts.Get("OptionPinTries"), HelpName = "N" };
    private readonly Option<int?> _fingerTries = new("--finger-tries") { Description = Texts.Get("OptionFingerTries"), HelpName = "N" };
    private readonly Option<int?> _memory = new("--memory") { Description = Texts.Get("OptionMemory"), HelpName = "BYTES" };

    private readonly Option<bool> _allSteps = new("--all-steps") { Description = Texts.Get("OptionAllSteps") };
    private readonly Option<int> _grace = new("--finger-grace") { Description = Texts.Get("OptionFingerGrace"), HelpName = "SECONDS" };

    public SimCreateCommand(CliHost host)
        : base(host, "create", "CommandSimCreate")
    {
        string[] vendors = [.. VendorCatalog.Default.Profiles.Select(profile => profile.Id), VendorCatalog.Generic.Id];
        _vendor.HelpName = string.Join('|', vendors);
        _vendor.OneOf(vendors);
        _directory = new SimulatorArgument(this);
        _pin = new SecretOption(this, "--pin-file", "OptionPinFile", "AskNewPin");
        foreach (Option<int?> number in new[] { _pinTries, _fingerTries, _memory })
        {
            number.Validators.Add(static result =>
            {
                if (result.Tokens.Count == 1 && OptionNumber.TryRead<int>(result) is not >= 1)
                    result.AddOwn(Texts.Format("NumberInvalid", result.Option.Name, result.Tokens[0].Value));
            });
        }

        _grace.Validators.Add(static result =>
        {
            if (result.Tokens.Count == 1 && OptionNumber.TryRead<int>(result) is not (>= 1 and <= MaxGrace))
                result.AddOwn(Texts.Format("GraceInvalid", result.Tokens[0].Value, MaxGrace));
        });
        foreach (Option option in new Option[] { _vendor, _label, _pinTries, _fingerTries, _memory, _allSteps, _grace })
            Options.Add(option);
    }

    protected override async Task RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        string vendor = parse.GetRequiredValue(_vendor);
        string label = parse.GetValue(_label) ?? vendor;
        SecretSource pin = _pin.Read(parse);
        using SecretReader secrets = SecretReader.Prepare(Host.Terminal, pin);
        using TokenSimulator simulator = SimulatorDirectory.OpenForCreation(_directory.Read(parse));
        if (simulator.Tokens.Any(token => SimulatorDirectory.IsNamed(token, label)))
            throw CliException.Of(ExitCode.SimulatorTokenExists, "SimulatorTokenExists", label);
        Secret secret = await secrets.GetAsync(pin, cancellationToken);
        SimulatedTokenOptions defaults = new() { Vendor = vendor };
        SimulatedToken created = Create(simulator, defaults with
        {
            Label = label,
            // A string: the PIN of a token that protects nothing.
            Pin = new string(secret.Text),
            PinTries = parse.GetValue(_pinTries) ?? defaults.PinTries,
            FingerprintTries = parse.GetValue(_fingerTries) ?? defaults.FingerprintTries,
            Memory = parse.GetValue(_memory),
            RequireAllSteps = parse.GetValue(_allSteps),
            FingerprintGrace = TimeSpan.FromSeconds(parse.GetValue(_grace)),
        });
        output.Line(Texts.Format("SimCreateDone", Descriptions.Label(created)));
        output.Json(new SimulatedTokensDocument([SimulatedTokenDetails.Of(created)]), JsonOutput.Types.SimulatedTokensDocument);
    }

    private static SimulatedToken Create(TokenSimulator simulator, SimulatedTokenOptions options)
    {
        try
        {
            return simulator.CreateToken(options);
        }
        catch (ArgumentException e)
        {
            // Vendor and numbers were checked: only the PIN's length is left.
            throw new CliException(ExitCode.PinLength, ArgumentText.Of(e), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.FileNotWritten, Npki.DiskProblem.Describe(e), e);
        }
    }
}
