using BioToken.Cli.Errors;
using BioToken.Simulator;

namespace BioToken.Reliability.Tests;

/// <summary><c>sim create</c>, in a new directory or beside a token that has a certificate.</summary>
internal sealed class SimCreateScenario(string vendor, bool isBeside) : KillScenario
{
    private const string Label = "Second";

    private TokenLook? _first;

    public override string Name => $"sim create {(isBeside ? "beside a token" : "in a new directory")} on {vendor}";

    public override async Task PrepareAsync(KillPlace place)
    {
        if (!isBeside)
            return;
        await KillToken.CreateAsync(place, vendor, [KillIdentities.Other]);
        _first = await TokenLook.ReadAsync(place);
    }

    public override ToolRun Command(KillPlace place) => BiotokenCommand.Run(Arguments(place));

    public override Task LearnAsync(KillPlace place) => CheckCreatedAsync(place);

    public override async Task CheckAsync(KillPlace place)
    {
        bool isThere = IsThere(place);
        await CheckFirstAsync(place);
        (ExitCode code, string text) = await BiotokenCommand.InProcessAsync(Arguments(place));
        KillException.Unless(code == (isThere ? ExitCode.SimulatorTokenExists : ExitCode.Ok), $"Done again, it ended with {code}: {text}");
        await CheckCreatedAsync(place);
    }

    private string[] Arguments(KillPlace place)
        => ["sim", "create", place.Tokens, "--vendor", vendor, "--label", Label, "--pin-file", place.PinFile];

    private async Task CheckCreatedAsync(KillPlace place)
    {
        KillException.Unless(IsThere(place), "The new token is not there.");
        TokenLook made = await TokenLook.ReadAsync(place, Label);
        KillException.Unless(made.Objects.Count == 0, $"The new token has {made}");
        await CheckFirstAsync(place);
    }

    private async Task CheckFirstAsync(KillPlace place)
    {
        if (_first is null)
            return;
        TokenLook look = await TokenLook.ReadAsync(place);
        KillException.Unless(look.IsSameAs(_first), $"There was {_first}; now there is {look}");
    }

    private static bool IsThere(KillPlace place)
    {
        using TokenSimulator simulator = TokenLook.OpenSimulator(place);
        return simulator.Tokens.Any(token => token.IsNamed(Label));
    }
}
