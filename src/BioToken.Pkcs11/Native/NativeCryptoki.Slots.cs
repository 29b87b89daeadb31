using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;
using BioToken.Pkcs11.Records;

namespace BioToken.Pkcs11.Native;

internal sealed unsafe partial class NativeCryptoki
{
    private const nuint DoNotBlock = 1; // CKF_DONT_BLOCK

    public CKR GetSlotList(bool tokenPresent, Span<nuint> slots, out int count)
    {
        nuint reported = (nuint)slots.Length;
        fixed (nuint* list = slots)
        {
            CKR result = Result(_functions.GetSlotList(tokenPresent ? (byte)1 : (byte)0, list, &reported));
            return ReadList(result, slots, Scalar(reported), out count);
        }
    }

    public CKR GetSlotInfo(nuint slot, out SlotInfo info)
    {
        byte* memory = stackalloc byte[CkStructures.InfoBufferSize];
        CKR result = Result(_functions.GetSlotInfo(slot, memory));
        info = _structures.DecodeSlotInfo(Received(memory, result));
        return result;
    }

    public CKR GetTokenInfo(nuint slot, out TokenInfo info)
    {
        byte* memory = stackalloc byte[CkStructures.InfoBufferSize];
        CKR result = Result(_functions.GetTokenInfo(slot, memory));
        info = _structures.DecodeTokenInfo(Received(memory, result));
        return result;
    }

    public CKR GetMechanismList(nuint slot, Span<CKM> mechanisms, out int count)
    {
        nuint reported = (nuint)mechanisms.Length;
        fixed (CKM* list = mechanisms)
        {
            CKR result = Result(_functions.GetMechanismList(slot, list, &reported));
            return ReadList(result, mechanisms, Scalar(reported), out count);
        }
    }

    public CKR GetMechanismInfo(nuint slot, CKM mechanism, out MechanismInfo info)
    {
        byte* memory = stackalloc byte[CkStructures.InfoBufferSize];
        CKR result = Result(_functions.GetMechanismInfo(slot, (nuint)mechanism, memory));
        info = _structures.DecodeMechanismInfo(Received(memory, result));
        return result;
    }

    public CKR PollSlotEvent(out nuint slot)
    {
        nuint changed = 0;
        CKR result = Result(_functions.WaitForSlotEvent(DoNotBlock, &changed, null));
        slot = Scalar(changed);
        return result;
    }

    /// <summary>Checks the reported length of a list: a module may report more than fits, or an invalid number.</summary>
    private CKR ReadList<T>(CKR result, Span<T> list, nuint reported, out int count)
        where T : unmanaged
    {
        count = 0;
        if (result is not (CKR.OK or CKR.BUFFER_TOO_SMALL))
            return result;
        if (reported > MaxListLength)
            return CKR.GENERAL_ERROR;
        count = (int)reported;
        if (list.IsEmpty || result != CKR.OK)
            return result;
        if (count > list.Length)
            return CKR.BUFFER_TOO_SMALL;
        _layout.Widen(list[..count]);
        return CKR.OK;
    }
}
