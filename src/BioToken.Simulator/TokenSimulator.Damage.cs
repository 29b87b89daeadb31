using BioToken.Simulator.Errors;
using BioToken.Simulator.Tokens;

namespace BioToken.Simulator;

// Tokens whose files cannot be read, which must not hide the others.
public sealed partial class TokenSimulator
{
    /// <summary>
    /// The tokens that cannot be read now, by slot; almost always empty. <see cref="DeleteToken"/> takes their serial numbers.
    /// </summary>
    /// <exception cref="IOException">The directory itself cannot be read.</exception>
    public IReadOnlyList<DamagedToken> DamagedTokens => Survey().Damaged;

    /// <summary>Why tokens cannot be read: the directory, or the first of those that are damaged; null if all is well.</summary>
    internal string? FindProblem()
    {
        try
        {
            return Survey().Damaged is [{ Problem.Message: var message }, ..] ? message : null;
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            return SimulatorStoreException.From(_store.Name, e).Message;
        }
    }

    private (List<SimulatedToken> Tokens, List<DamagedToken> Damaged) Survey()
    {
        IReadOnlyList<TokenDevice> devices = Collection.Read(isForced: true);
        List<SimulatedToken> tokens = [];
        List<DamagedToken> damaged = [.. Collection.Damaged];
        foreach (TokenDevice device in devices)
        {
            try
            {
                tokens.Add(Snapshot(device));
            }
            catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
            {
                damaged.Add(new(device.State.Serial, device.State.Slot, SimulatorStoreException.From(device.State.Serial, e)));
            }
        }

        damaged.Sort((left, right) => left.Slot.CompareTo(right.Slot));
        return (tokens, damaged);
    }
}
