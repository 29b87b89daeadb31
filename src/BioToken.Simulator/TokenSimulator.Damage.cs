using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using BioToken.Simulator.Store;
using BioToken.Simulator.Tokens;

namespace BioToken.Simulator;

// Tokens whose files cannot be read, which must not hide the others.
public sealed partial class TokenSimulator
{
    /// <summary>Slots from here on are those of tokens whose own slot cannot be read.</summary>
    internal const int FirstUnknownSlot = 1 << 30;

    // Those that could not be opened; one that is damaged after it was opened stays among the devices, and each of its calls fails.
    private readonly List<DamagedToken> _damaged = [];

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

    /// <summary>Finds the token that could not be opened by its slot; null if there is none.</summary>
    internal DamagedToken? FindDamaged(nuint slot)
    {
        lock (_gate)
            return _damaged.Find(damaged => (nuint)damaged.Slot == slot);
    }

    /// <summary>The tokens that could not be opened at the last look.</summary>
    internal DamagedToken[] DamagedNow()
    {
        lock (_gate)
            return [.. _damaged];
    }

    /// <summary>Slots of the tokens that could not be opened at the last look.</summary>
    internal int[] DamagedSlots() => [.. DamagedNow().Select(damaged => damaged.Slot)];

    private DamagedToken? FindDamaged(string serial)
    {
        lock (_gate)
            return _damaged.Find(damaged => damaged.SerialNumber == serial);
    }

    private (List<SimulatedToken> Tokens, List<DamagedToken> Damaged) Survey()
    {
        IReadOnlyList<TokenDevice> devices = Devices(isForced: true);
        List<SimulatedToken> tokens = [];
        List<DamagedToken> damaged;
        lock (_gate)
            damaged = [.. _damaged];
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

    /// <summary>Opens a token, or notes it as damaged. Call with the lock held.</summary>
    private void TryOpen(string serial)
    {
        ITokenStore store = _store.Open(serial);
        try
        {
            if (TokenDevice.Open(store, _store.IsShared) is not { } device)
                return;
            // A copy of a token's directory is no second token: both would have one serial number and one slot.
            if (device.State.Serial != serial)
                throw SimulatorStoreException.Damaged(serial);
            _devices.Add(device);
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            _damaged.Add(new(serial, SlotOf(store, serial), SimulatorStoreException.From(serial, e)));
        }
    }

    private static int SlotOf(ITokenStore store, string serial)
    {
        try
        {
            if (store.ReadState(known: null) is { } state && state.Serial == serial)
                return state.Slot;
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            // The slot is what cannot be read.
        }

        uint number = BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(serial)));
        return FirstUnknownSlot | (int)(number % FirstUnknownSlot);
    }
}
