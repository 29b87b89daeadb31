using BioToken.Pkcs11;

namespace BioToken;

/// <summary>Lists the slots of a module that have a token, however many there are (<c>C_GetSlotList</c>).</summary>
internal sealed class SlotList
{
    // Readers may be plugged in between the question for their number and that for the list.
    private const int MaxRounds = 8;

    private nuint[] _slots = new nuint[16];
    private bool _listedBefore;

    /// <summary>Begins anew, for a module that was started again.</summary>
    public void Reset() => _listedBefore = false;

    /// <exception cref="BioTokenException">The module does not list its slots, or their number makes no sense.</exception>
    public IReadOnlyList<nuint> Read(ICryptoki cryptoki)
    {
        // A question for the number alone makes modules look for readers that came after the start.
        if (_listedBefore)
            Failures.Check(cryptoki.GetSlotList(tokenPresent: true, [], out _), "C_GetSlotList");
        _listedBefore = true;
        CKR result = CKR.BUFFER_TOO_SMALL;
        for (int round = 0; round < MaxRounds && result == CKR.BUFFER_TOO_SMALL; round++)
        {
            result = cryptoki.GetSlotList(tokenPresent: true, _slots, out int count);
            if (result == CKR.OK)
                return Take(count);
            if (result == CKR.BUFFER_TOO_SMALL)
                result = Grow(count);
        }

        throw Failures.From(result, "C_GetSlotList");
    }

    private nuint[] Take(int count)
        => count >= 0 && count <= _slots.Length
            ? [.. _slots.AsSpan(0, count).ToArray().Distinct()]
            : throw Failures.From(CKR.GENERAL_ERROR, "C_GetSlotList");

    /// <summary>Makes room for what the module has. One that wants more room than it fills gets twice as much each time.</summary>
    private CKR Grow(int count)
    {
        long length = Math.Max(count, 2L * _slots.Length);
        if (count < 0 || length > Array.MaxLength)
            return CKR.GENERAL_ERROR;
        _slots = new nuint[length];
        return CKR.BUFFER_TOO_SMALL;
    }
}
