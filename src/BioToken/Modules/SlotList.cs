using BioToken.Errors;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11;
using BioToken.Resources;

namespace BioToken.Modules;

/// <summary>Lists the slots of a module that have a token, however many there are (<c>C_GetSlotList</c>).</summary>
/// <param name="module">Path of the module's file, or its name, for errors.</param>
internal sealed class SlotList(string module)
{
    // Far more than any computer has; the binding has the same limit.
    private const int MaxSlots = 64 * 1024;
    private const int FirstLength = 16;

    // Readers may be connected between the call for their number and the call for the list.
    private const int MaxRounds = 8;

    private nuint[] _slots = new nuint[FirstLength];
    private bool _listedBefore;

    /// <summary>Starts again, for a module that was restarted.</summary>
    public void Reset() => _listedBefore = false;

    /// <exception cref="BioTokenException">The module does not list its slots, or their number is implausible.</exception>
    public IReadOnlyList<nuint> Read(ICryptoki cryptoki)
    {
        // A call for the number alone makes modules look for readers that were connected after the start.
        if (_listedBefore)
            Failures.Check(cryptoki.GetSlotList(tokenPresent: true, [], out _), CryptokiFunction.GetSlotList);
        _listedBefore = true;
        CKR result = CKR.BUFFER_TOO_SMALL;
        for (int round = 0; round < MaxRounds && result == CKR.BUFFER_TOO_SMALL; round++)
        {
            result = cryptoki.GetSlotList(tokenPresent: true, _slots, out int count);
            if (result == CKR.OK)
                return Take(count);
            if (result == CKR.BUFFER_TOO_SMALL && !TryGrow(count))
                break;
        }

        // A list enlarged by a module that never has enough space is not kept.
        _slots = new nuint[FirstLength];
        throw result == CKR.BUFFER_TOO_SMALL ? WithoutEnd() : Failures.From(result, CryptokiFunction.GetSlotList);
    }

    private nuint[] Take(int count)
        => count >= 0 && count <= _slots.Length
            ? [.. _slots.AsSpan(0, count).ToArray().Distinct()]
            : throw Failures.From(CKR.GENERAL_ERROR, CryptokiFunction.GetSlotList);

    /// <summary>
    /// Enlarges the list to the module's number of slots. A module that demands more space than it fills gets twice as much each time, up
    /// to a limit.
    /// </summary>
    private bool TryGrow(int count)
    {
        int length = Math.Max(count, 2 * _slots.Length);
        if (count is < 0 or > MaxSlots || length > MaxSlots)
            return false;
        _slots = new nuint[length];
        return true;
    }

    private BioTokenException WithoutEnd() => new(BioTokenError.ModuleError, Messages.Format("ErrorSlotsWithoutEnd", module, MaxSlots))
    {
        Function = CryptokiFunction.GetSlotList,
        Result = CKR.BUFFER_TOO_SMALL,
    };
}
