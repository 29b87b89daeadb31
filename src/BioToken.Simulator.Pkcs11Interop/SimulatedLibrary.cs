using BioToken.Pkcs11.Records;
using BioToken.Simulator.Cryptoki;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using static BioToken.Simulator.Pkcs11Interop.Pkcs11Calls;
using CKR = BioToken.Pkcs11.Constants.CKR;

namespace BioToken.Simulator.Pkcs11Interop;

/// <summary>An application on simulated tokens. It is initialized when it is made, and finalized when it is disposed.</summary>
internal sealed class SimulatedLibrary : IPkcs11Library
{
    private readonly SimulatedCryptoki _cryptoki;
    private readonly Pkcs11InteropFactories _factories;
    private bool _disposed;

    public SimulatedLibrary(Pkcs11InteropFactories factories, SimulatedCryptoki cryptoki)
    {
        _factories = factories;
        _cryptoki = cryptoki;
        Check(cryptoki.Initialize(), "C_Initialize");
    }

    public Pkcs11InteropFactories Factories
    {
        get
        {
            ThrowIfDisposed();
            return _factories;
        }
    }

    public ILibraryInfo GetInfo()
    {
        ThrowIfDisposed();
        Check(_cryptoki.GetInfo(out CryptokiInfo info), "C_GetInfo");
        return Descriptions.Of(info);
    }

    public List<ISlot> GetSlotList(SlotsType slotsType)
    {
        ThrowIfDisposed();
        bool hasToken = slotsType == SlotsType.WithTokenPresent;
        Check(_cryptoki.GetSlotList(hasToken, [], out int count), "C_GetSlotList");
        if (count == 0)
            return [];
        nuint[] slots = new nuint[count];
        Check(_cryptoki.GetSlotList(hasToken, slots, out count), "C_GetSlotList");
        return [.. slots.Take(count).Select(slot => new SimulatedSlot(_factories, this, _cryptoki, slot))];
    }

    public void WaitForSlotEvent(WaitType waitType, out bool eventOccured, out ulong slotId)
    {
        ThrowIfDisposed();
        CKR result = waitType == WaitType.NonBlocking
            ? _cryptoki.PollSlotEvent(out nuint slot)
            : _cryptoki.SlotEvents.WaitForSlotEvent(out slot);
        if (result != CKR.NO_EVENT)
            Check(result, "C_WaitForSlotEvent");
        eventOccured = result == CKR.OK;
        slotId = slot;
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _cryptoki.FinalizeCryptoki();
        _cryptoki.Dispose();
    }

    /// <summary>Throws for the library, and for slots and sessions that outlive it.</summary>
    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);
}
