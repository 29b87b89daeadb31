using BioToken.Simulator;
using BioToken.Simulator.State;
using BioToken.Simulator.Tokens;

namespace BioToken.Reliability.Tests.PowerCuts;

/// <summary>The contents of a simulator's directory, for comparison: the tokens by slot, each with its state and its objects.</summary>
internal sealed record StoreView(IReadOnlyList<TokenView> Tokens)
{
    /// <summary>Opens the directory as a new process does.</summary>
    /// <exception cref="PowerCutLossException">A token is damaged.</exception>
    public static StoreView Read(SimulatedDisk disk, string directory)
    {
        using TokenSimulator simulator = TokenSimulator.Open(disk, directory);
        IReadOnlyList<TokenDevice> devices = simulator.Collection.Read(isForced: true);
        if (simulator.Collection.Damaged is [{ } damaged, ..])
            throw new PowerCutLossException($"{damaged.SerialNumber} is damaged: {damaged.Problem.Message}");
        return new([.. devices.Select(device => new TokenView(device.State, [.. device.Objects]))]);
    }

    public bool Equals(StoreView? other) => other is not null && Tokens.SequenceEqual(other.Tokens);

    public override int GetHashCode() => Tokens.Count;

    public override string ToString() => $"[{string.Join("; ", Tokens)}]";

    /// <summary>Returns a copy with another state of the only token.</summary>
    public StoreView With(Func<TokenState, TokenState> change) => new([Tokens.Single().With(change)]);

    /// <summary>Returns a copy with other objects on the only token.</summary>
    public StoreView WithObjects(IEnumerable<Simulator.Objects.TokenObject> objects)
        => new([new TokenView(Tokens.Single().State, [.. objects])]);
}
