using BioToken.Simulator;

namespace BioToken.Reliability.Tests;

/// <summary>A command that operates a simulated token from outside. It does not concern the certificates on the token.</summary>
internal sealed class SimScenario : KillScenario
{
    private string? _before;
    private string? _after;
    private TokenLook? _look;

    public override string Name => $"{Title} on {Vendor}";

    /// <summary>The command in words.</summary>
    public required string Title { get; init; }

    /// <summary>Vendor of the simulated token.</summary>
    public required string Vendor { get; init; }

    /// <summary>The command's arguments.</summary>
    public required Func<KillPlace, string[]> Arguments { get; init; }

    /// <summary>Prepares the token, so that the command changes something.</summary>
    public Action<TokenSimulator> Setup { get; init; } = _ => { };

    /// <summary>Returns the values that the command changes, as text.</summary>
    public required Func<SimulatedToken, string> View { get; init; }

    public override async Task PrepareAsync(KillPlace place)
    {
        await KillToken.CreateAsync(place, Vendor, [KillIdentities.Other, KillIdentities.Old]);
        _look = await TokenLook.ReadAsync(place);
        using TokenSimulator simulator = TokenLook.OpenSimulator(place);
        Setup(simulator);
        _before = View(simulator.Tokens.Single());
    }

    public override ToolRun Command(KillPlace place) => BiotokenCommand.Run(Arguments(place));

    public override Task LearnAsync(KillPlace place)
    {
        _after = ViewNow(place);
        return Task.CompletedTask;
    }

    public override async Task CheckAsync(KillPlace place)
    {
        string now = ViewNow(place);
        KillException.Unless(now == _before || now == _after, $"'{now}' is neither '{_before}' nor '{_after}'.");
        await BiotokenCommand.SucceedAsync(Arguments(place));
        now = ViewNow(place);
        KillException.Unless(now == _after, $"Done again, it is '{now}' and not '{_after}'.");
        using (TokenSimulator simulator = TokenLook.OpenSimulator(place))
            simulator.Insert(simulator.Tokens.Single().SerialNumber);
        TokenLook look = await TokenLook.ReadAsync(place);
        KillException.Unless(look.IsSameAs(_look!), $"There was {_look}; now there is {look}");
    }

    private string ViewNow(KillPlace place)
    {
        using TokenSimulator simulator = TokenLook.OpenSimulator(place);
        return View(simulator.Tokens.Single());
    }
}
