using System.CommandLine;
using BioToken.Cli.Errors;
using BioToken.Cli.Hosting;
using BioToken.Cli.Options;
using BioToken.Cli.Output.Documents.Simulator;
using BioToken.Cli.Output;
using BioToken.Cli.Resources;
using BioToken.Cli.Secrets;
using BioToken.Cli.Tokens;
using BioToken.Simulator.Errors;
using BioToken.Simulator;
using BioToken.Storage;
using BioToken.Vendors;

namespace BioToken.Cli.Commands.Simulator;

/// <summary><c>sim create</c>: makes a simulated token.</summary>
internal sealed class SimCreateCommand : CliCommand
{
    private readonly SimulatorArgument _directory;
    private readonly Option<string> _vendor = new("--vendor") { Description = Texts.Get("OptionVendor"), Required = true };
    private readonly Option<string> _label = new("--label") { Description = Texts.Get("OptionLabel"), HelpName = "L" };
    private readonly SecretOption _pin;
    private readonly SecretOption _soPin;
    private readonly Option<bool> _uninitialized = new("--uninitialized") { Description = Texts.Get("OptionUninitialized") };
    private readonly Option<bool> _emptySlot = new("--empty-slot") { Description = Texts.Get("OptionEmptySlot") };
    private readonly Option<int?> _pinTries = Number("--pin-tries", "OptionPinTries", int.MaxValue);
    private readonly Option<int?> _fingerTries = Number("--finger-tries", "OptionFingerTries", int.MaxValue);
    private readonly Option<int?> _memory = Number("--memory", "OptionMemory", SimulatedTokenOptions.LargestMemory, "BYTES");
    private readonly Option<int?> _objects = Number("--objects", "OptionObjects", int.MaxValue);
    private readonly Option<int?> _sessionObjects = Number(
        "--session-objects", "OptionSessionObjects", SimulatedTokenOptions.LargestSessionObjects);

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
        _soPin = new SecretOption(this, "--so-pin-file", "OptionSoPinFile", "AskNewSoPin");
        _grace.Validators.Add(static result =>
        {
            int most = (int)SimulatedTokenOptions.LongestFingerprintGrace.TotalSeconds;
            if (result.Tokens.Count == 1 && !(OptionNumber.TryRead<int>(result) is { } seconds && seconds >= 1 && seconds <= most))
                result.AddOwn(Texts.Format("GraceInvalid", result.Tokens[0].Value, most));
        });
        Option[] options =
        [
            _vendor, _label, _uninitialized, _emptySlot, _pinTries, _fingerTries, _memory, _objects, _sessionObjects, _allSteps, _grace,
        ];
        foreach (Option option in options)
            Options.Add(option);
    }

    protected override async Task RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        string label = parse.GetValue(_label) ?? parse.GetRequiredValue(_vendor);
        bool isUninitialized = parse.GetValue(_uninitialized);
        SecretSource pin = _pin.Read(parse);
        SecretSource soPin = _soPin.Read(parse);
        if (isUninitialized && pin.File is not null)
            throw CliException.Usage("PinOfUninitialized", _uninitialized.Name, pin.OptionName, soPin.OptionName);
        SecretSource[] needed = [.. isUninitialized ? [] : new[] { pin }, .. soPin.File is null ? [] : new[] { soPin }];
        using SecretReader secrets = SecretReader.Prepare(Host.Terminal, needed);
        using TokenSimulator simulator = SimulatorDirectory.OpenForCreation(_directory.Read(parse));
        if (simulator.Tokens.Any(token => token.IsNamed(label)))
            throw CliException.Of(ExitCode.SimulatorTokenExists, "SimulatorTokenExists", label);
        SimulatedTokenOptions options = ReadOptions(parse) with { Label = label, IsInitialized = !isUninitialized };
        // Strings: the PINs of a token that protects nothing.
        if (!isUninitialized)
            options = options with { Pin = await ReadPinAsync(secrets, pin, options, cancellationToken) };
        if (isUninitialized || soPin.File is not null)
            options = options with
            {
                SoPin = soPin.File is null ? null : new string((await secrets.GetAsync(soPin, cancellationToken)).Text),
            };
        SimulatedToken created = Create(simulator, options);
        output.Line(Texts.Format("SimCreateDone", Descriptions.Label(created)));
        output.Json(new SimulatedTokensDocument([SimulatedTokenDetails.Of(created)]), JsonOutput.Types.SimulatedTokensDocument);
    }

    private static Option<int?> Number(string name, string description, int most, string unit = "N")
    {
        Option<int?> option = new(name) { Description = Texts.Get(description), HelpName = unit };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count != 1 || (OptionNumber.TryRead<int>(result) is { } number && number >= 1 && number <= most))
                return;
            result.AddOwn(most == int.MaxValue
                ? Texts.Format("NumberInvalid", result.Option.Name, result.Tokens[0].Value)
                : Texts.Format("NumberOutOfRange", result.Option.Name, result.Tokens[0].Value, most));
        });
        return option;
    }

    private SimulatedTokenOptions ReadOptions(ParseResult parse)
    {
        SimulatedTokenOptions defaults = new() { Vendor = parse.GetRequiredValue(_vendor) };
        return defaults with
        {
            MaxPinAttempts = parse.GetValue(_pinTries) ?? defaults.MaxPinAttempts,
            MaxFingerprintAttempts = parse.GetValue(_fingerTries) ?? defaults.MaxFingerprintAttempts,
            Memory = parse.GetValue(_memory),
            MaxObjects = parse.GetValue(_objects),
            MaxSessionObjects = parse.GetValue(_sessionObjects),
            RequireAllSteps = parse.GetValue(_allSteps),
            FingerprintGrace = TimeSpan.FromSeconds(parse.GetValue(_grace)),
            IsInserted = !parse.GetValue(_emptySlot),
        };
    }

    private static async Task<string> ReadPinAsync(
        SecretReader secrets, SecretSource source, SimulatedTokenOptions options, CancellationToken cancellationToken)
    {
        string? Judge(Secret typed) => (options with { Pin = new string(typed.Text) })
            .FindProblem() is { Option: nameof(options.Pin) } problem
            ? problem.Message
            : null;
        Secret pin = await secrets.GetNewAsync(source, Texts.Get("AskNewPinAgain"), Texts.Get("NewPinDiffers"), Judge, cancellationToken);
        return new string(pin.Text);
    }

    private static SimulatedToken Create(TokenSimulator simulator, SimulatedTokenOptions options)
    {
        if (options.FindProblem() is { } problem)
        {
            bool isPin = problem.Option is nameof(options.Pin) or nameof(options.SoPin);
            throw new CliException(isPin ? ExitCode.PinLengthInvalid : ExitCode.Usage, problem.Message);
        }

        try
        {
            return simulator.CreateToken(options);
        }
        catch (Exception e) when (e is (IOException or UnauthorizedAccessException) and not SimulatorStoreException)
        {
            throw new CliException(ExitCode.FileNotWritten, DiskProblem.Describe(e), e);
        }
    }
}
