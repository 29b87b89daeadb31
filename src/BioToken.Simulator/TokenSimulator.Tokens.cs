using System.Text;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Errors;
using BioToken.Simulator.Objects;
using BioToken.Simulator.Resources;
using BioToken.Simulator.State;
using BioToken.Simulator.Tokens;

namespace BioToken.Simulator;

// Operations on tokens from outside. A token is specified by its serial number or, if it is unique, by its label.
public sealed partial class TokenSimulator
{
    /// <summary>The current tokens, by slot. Unreadable ones are omitted: see <see cref="DamagedTokens"/>.</summary>
    /// <exception cref="IOException">The directory itself cannot be read.</exception>
    public IReadOnlyList<SimulatedToken> Tokens => Survey().Tokens;

    /// <summary>Puts a token into its slot. Nothing happens if it is there already.</summary>
    /// <exception cref="ArgumentException">There is no such token, or more than one.</exception>
    /// <exception cref="SimulatorStoreException">The token is damaged, or a newer version made it.</exception>
    public void Insert(string token)
        => Find(token).Change(state => state.IsInserted ? state : state with { IsInserted = true, Insertions = state.Insertions + 1 });

    /// <summary>Takes a token out of its slot: its sessions end, and logins that wait for a finger end.</summary>
    /// <exception cref="ArgumentException">There is no such token, or more than one.</exception>
    /// <exception cref="SimulatorStoreException">The token is damaged, or a newer version made it.</exception>
    public void Remove(string token) => Find(token).Change(state => state.IsInserted ? state with { IsInserted = false } : state);

    /// <summary>Sets a token back.</summary>
    /// <exception cref="ArgumentException">There is no such token, or more than one.</exception>
    /// <exception cref="SimulatorStoreException">The token is damaged, or a newer version made it.</exception>
    public void Reset(string token, SimulatedReset reset)
    {
        if (!Enum.IsDefined(reset))
            throw new ArgumentOutOfRangeException(nameof(reset), reset, message: null);
        TokenDevice device = Find(token);
        if (reset == SimulatedReset.Factory)
        {
            device.Wipe(state => WithAllTries(state) with
            {
                IsUninitialized = false,
                UserPin = NewPin(StoredPin.Factory, state.UserPin.MaxTries),
                OfficerPin = NewPin(StoredPin.Factory, state.OfficerPin.MaxTries),
                Fingers = [1, 2, 3],
                Script = "",
                ScriptPosition = 0,
                Faults = "",
                FaultCalls = [],
            });
        }
        else
        {
            device.Change(WithAllTries);
        }
    }

    /// <summary>Deletes a token with all its objects, including a damaged token, by its serial number.</summary>
    /// <exception cref="ArgumentException">There is no such token, or more than one.</exception>
    public void DeleteToken(string token)
    {
        Collection.Read(isForced: true);
        string serial = Collection.FindDamaged(token)?.SerialNumber ?? Find(token).State.Serial;
        using (_store.Lock())
            _store.Delete(serial);
        // This check finds the token missing, and wakes those who wait for it.
        Collection.Read(isForced: true);
    }

    private TokenDevice Find(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        TokenDevice[] found =
        [
            .. Collection.Read(isForced: true).Where(device => TokenLabel.IsNamed(token, device.State.Serial, device.State.Label)),
        ];
        return found switch
        {
            [] when Collection.FindDamaged(token) is { } damaged => throw new SimulatorStoreException(
                damaged.Problem.Message, damaged.Problem),
            [] => throw new ArgumentException(Messages.Format("TokenUnknown", token), nameof(token)),
            [{ } only] => only,
            _ => throw new ArgumentException(Messages.Format("TokenAmbiguous", token), nameof(token)),
        };
    }

    private static TokenState WithAllTries(TokenState state) => state with
    {
        UserPin = state.UserPin with { TriesLeft = state.UserPin.MaxTries },
        OfficerPin = state.OfficerPin with { TriesLeft = state.OfficerPin.MaxTries },
        FingerTriesLeft = state.MaxFingerTries,
    };

    private static SimulatedToken Snapshot(TokenDevice device)
    {
        device.Refresh(isForced: true);
        TokenState state = device.State;
        return new SimulatedToken
        {
            SerialNumber = state.Serial,
            Label = state.Label,
            Vendor = state.Vendor,
            Model = device.Persona.Model,
            Slot = state.Slot,
            IsInserted = state.IsInserted,
            IsInitialized = !state.IsUninitialized,
            PinAttemptsRemaining = state.UserPin.TriesLeft,
            FingerprintAttemptsRemaining = state.FingerTriesLeft,
            SoPinAttemptsRemaining = state.OfficerPin.TriesLeft,
            Fingers = state.Fingers,
            Script = state.Script,
            ScriptPosition = state.ScriptPosition,
            Faults = state.Faults,
            FaultCalls = state.FaultCalls,
            IsWaitingForFinger = device.IsSensorInUse(),
            MemoryUsed = device.MemoryUsed,
            MemoryFree = Math.Max(0, state.Memory - device.MemoryUsed),
            MaxObjects = state.MaxObjects,
            MaxSessionObjects = state.MaxSessionObjects,
            Objects = [.. device.Objects.Select(Describe)],
        };
    }

    private static SimulatedObject Describe(TokenObject described) => new(
        described.Class,
        Encoding.UTF8.GetString(described.Attributes.GetBytes(CKA.LABEL)),
        Convert.ToHexStringLower(described.Attributes.GetBytes(CKA.ID)),
        described.IsPrivate,
        described.Size);
}
