using System.Text;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Cryptoki;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using static BioToken.Simulator.Pkcs11Interop.Pkcs11Calls;
using CKM = BioToken.Pkcs11.Constants.CKM;
using InteropCKM = Net.Pkcs11Interop.Common.CKM;
using SessionFlags = BioToken.Pkcs11.Constants.SessionFlags;

namespace BioToken.Simulator.Pkcs11Interop;

/// <summary>A slot with a simulated token.</summary>
internal sealed class SimulatedSlot(
    Pkcs11InteropFactories factories, SimulatedLibrary library, SimulatedCryptoki cryptoki, nuint slot) : ISlot
{
    // PKCS#11 v2.40 section 5.5: the label is padded with blanks to 32 bytes.
    private const int LabelLength = 32;

    public Pkcs11InteropFactories Factories => factories;

    public ulong SlotId => slot;

    /// <exception cref="ObjectDisposedException">The library is disposed.</exception>
    private SimulatedCryptoki Cryptoki
    {
        get
        {
            library.ThrowIfDisposed();
            return cryptoki;
        }
    }

    public ISlotInfo GetSlotInfo()
    {
        Check(Cryptoki.GetSlotInfo(slot, out SlotInfo info), "C_GetSlotInfo");
        return Descriptions.Of(slot, info);
    }

    public ITokenInfo GetTokenInfo()
    {
        Check(Cryptoki.GetTokenInfo(slot, out TokenInfo info), "C_GetTokenInfo");
        return Descriptions.Of(slot, info);
    }

    public List<InteropCKM> GetMechanismList()
    {
        Check(Cryptoki.GetMechanismList(slot, [], out int count), "C_GetMechanismList");
        CKM[] mechanisms = new CKM[count];
        Check(Cryptoki.GetMechanismList(slot, mechanisms, out count), "C_GetMechanismList");
        return [.. mechanisms.Take(count).Select(mechanism => (InteropCKM)(uint)mechanism)];
    }

    public IMechanismInfo GetMechanismInfo(InteropCKM mechanism)
    {
        Check(Cryptoki.GetMechanismInfo(slot, (CKM)mechanism, out MechanismInfo info), "C_GetMechanismInfo");
        return Descriptions.Of(mechanism, info);
    }

    public void InitToken(string soPin, string label)
    {
        // Pkcs11Interop cuts a text to the label's length.
        byte[] bytes = Encoding.UTF8.GetBytes(label ?? "");
        InitToken(soPin is null ? null! : Encoding.UTF8.GetBytes(soPin), bytes[..Math.Min(bytes.Length, LabelLength)]);
    }

    public void InitToken(byte[] soPin, byte[] label)
    {
        if (label?.Length > LabelLength)
            throw new ArgumentException($"A label has at most {LabelLength} bytes.", nameof(label));
        byte[] padded = [.. label ?? [], .. Enumerable.Repeat((byte)' ', LabelLength - (label?.Length ?? 0))];
        Check(Cryptoki.Administration.InitToken(slot, soPin, isOnDevice: soPin is null, padded), "C_InitToken");
    }

    public ISession OpenSession(SessionType sessionType)
    {
        SessionFlags flags = sessionType == SessionType.ReadWrite ? SessionFlags.ReadWrite : SessionFlags.None;
        Check(Cryptoki.OpenSession(slot, flags, out nuint session), "C_OpenSession");
        return new SimulatedSession(factories, library, cryptoki, session);
    }

    public void CloseSession(ISession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        session.CloseSession();
    }

    public void CloseAllSessions() => Check(Cryptoki.Sessions.CloseAllSessions(slot), "C_CloseAllSessions");
}
