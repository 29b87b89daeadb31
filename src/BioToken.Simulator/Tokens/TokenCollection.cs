using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using BioToken.Simulator.Errors;
using BioToken.Simulator.State;
using BioToken.Simulator.Store;

namespace BioToken.Simulator.Tokens;

/// <summary>The tokens of a store, by slot: those that can be opened and those that cannot. Safe for several threads.</summary>
/// <param name="store">The store.</param>
/// <param name="time">Clock of the tokens' time-outs and of slow fingers.</param>
internal sealed class TokenCollection(ISimulatorStore store, TimeProvider time)
{
    // Largest age of the last check. Other processes use the computer's clock.
    private static readonly TimeSpan Age = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly List<TokenDevice> _devices = [];

    // Tokens that could not be opened; a token damaged after it was opened stays among the devices, and its calls fail.
    private readonly List<DamagedToken> _damaged = [];
    private long? _readAt;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>The tokens that could not be opened at the last check.</summary>
    public IReadOnlyList<DamagedToken> Damaged
    {
        get
        {
            lock (_gate)
                return [.. _damaged];
        }
    }

    /// <summary>Reads the tokens.</summary>
    /// <param name="isForced">False to check for tokens of other processes only after some time.</param>
    public IReadOnlyList<TokenDevice> Read(bool isForced = false)
    {
        lock (_gate)
        {
            if (isForced || (store.IsShared && (_readAt is not { } last || TimeProvider.System.GetElapsedTime(last) >= Age)))
            {
                Scan();
                _readAt = TimeProvider.System.GetTimestamp();
            }

            return [.. _devices];
        }
    }

    /// <summary>Finds the token of a slot; null if the slot does not exist.</summary>
    public TokenDevice? Find(nuint slot) => Read().FirstOrDefault(device => (nuint)device.State.Slot == slot);

    /// <summary>Finds the token that could not be opened by its slot; null if there is none.</summary>
    public DamagedToken? FindDamaged(nuint slot) => Damaged.FirstOrDefault(damaged => (nuint)damaged.Slot == slot);

    /// <summary>Finds the token that could not be opened by its serial number; null if there is none.</summary>
    public DamagedToken? FindDamaged(string serial) => Damaged.FirstOrDefault(damaged => damaged.SerialNumber == serial);

    private void Scan()
    {
        IReadOnlyCollection<string> serials = store.List();
        foreach (TokenDevice gone in _devices.Where(device => !serials.Contains(device.State.Serial, StringComparer.Ordinal)))
            gone.MarkDeleted();
        _devices.RemoveAll(device => device.IsDeleted);
        _damaged.Clear();
        foreach (string serial in serials.Where(serial => !_devices.Exists(device => device.State.Serial == serial)))
            TryOpen(serial);
        _devices.Sort((left, right) => left.State.Slot.CompareTo(right.State.Slot));
    }

    /// <summary>Opens a token, or notes it as damaged. Call with the lock held.</summary>
    private void TryOpen(string serial)
    {
        ITokenStore opened = store.Open(serial);
        try
        {
            if (TokenDevice.Open(opened, store.IsShared) is not { } device)
                return;
            // A copy of a token's directory is no second token: both would have one serial number and one slot.
            if (device.State.Serial != serial)
                throw SimulatorStoreException.Damaged(serial);
            _devices.Add(device);
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            _damaged.Add(new(serial, SlotOf(opened, serial), SimulatorStoreException.From(serial, e)));
        }
    }

    private static int SlotOf(ITokenStore token, string serial)
    {
        try
        {
            if (token.ReadState(known: null) is { } state && state.Serial == serial)
                return state.Slot;
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            // The slot is unreadable.
        }

        uint number = BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(serial)));
        return TokenLimits.FirstUnknownSlot | (int)(number % TokenLimits.FirstUnknownSlot);
    }
}
