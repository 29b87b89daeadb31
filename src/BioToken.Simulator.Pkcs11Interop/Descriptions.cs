using System.Text;
using BioToken.Pkcs11.Records;
using Net.Pkcs11Interop.LowLevelAPI80;
using Interop = Net.Pkcs11Interop.HighLevelAPI80;
using InteropCKM = Net.Pkcs11Interop.Common.CKM;

namespace BioToken.Simulator.Pkcs11Interop;

/// <summary>Descriptions of library, slots, tokens, mechanisms and sessions as Pkcs11Interop's classes.</summary>
internal static class Descriptions
{
    private const ulong Unavailable = ulong.MaxValue;
    private const ulong Unlimited = 0;

    public static Interop.LibraryInfo Of(CryptokiInfo info) => new Library(new CK_INFO
    {
        CryptokiVersion = Version(info.CryptokiVersion),
        ManufacturerId = Padded(info.Manufacturer, 32),
        LibraryDescription = Padded(info.Description, 32),
        LibraryVersion = Version(info.LibraryVersion),
    });

    public static Interop.SlotInfo Of(nuint slot, SlotInfo info) => new Slot(slot, new CK_SLOT_INFO
    {
        SlotDescription = Padded(info.Description, 64),
        ManufacturerId = Padded(info.Manufacturer, 32),
        Flags = (ulong)info.Flags,
        HardwareVersion = Version(info.HardwareVersion),
        FirmwareVersion = Version(info.FirmwareVersion),
    });

    public static Interop.TokenInfo Of(nuint slot, TokenInfo info) => new Token(slot, new CK_TOKEN_INFO
    {
        Label = Padded(info.Label, 32),
        ManufacturerId = Padded(info.Manufacturer, 32),
        Model = Padded(info.Model, 16),
        SerialNumber = Padded(info.SerialNumber, 16),
        Flags = (ulong)info.Flags,
        MaxSessionCount = Limit(info.MaxSessionCount),
        SessionCount = info.SessionCount ?? Unavailable,
        MaxRwSessionCount = Limit(info.MaxReadWriteSessionCount),
        RwSessionCount = info.ReadWriteSessionCount ?? Unavailable,
        MaxPinLen = info.MaxPinLength ?? Unavailable,
        MinPinLen = info.MinPinLength ?? Unavailable,
        TotalPublicMemory = info.TotalPublicMemory ?? Unavailable,
        FreePublicMemory = info.FreePublicMemory ?? Unavailable,
        TotalPrivateMemory = info.TotalPrivateMemory ?? Unavailable,
        FreePrivateMemory = info.FreePrivateMemory ?? Unavailable,
        HardwareVersion = Version(info.HardwareVersion),
        FirmwareVersion = Version(info.FirmwareVersion),
        UtcTime = Padded(info.UtcTime ?? "", 16),
    });

    public static Interop.MechanismInfo Of(InteropCKM mechanism, MechanismInfo info) => new Mechanism(mechanism, new CK_MECHANISM_INFO
    {
        MinKeySize = info.MinKeySize,
        MaxKeySize = info.MaxKeySize,
        Flags = (ulong)info.Flags,
    });

    public static Interop.SessionInfo Of(nuint session, SessionInfo info) => new Session(session, new CK_SESSION_INFO
    {
        SlotId = info.Slot,
        State = (ulong)info.State,
        Flags = (ulong)info.Flags,
        DeviceError = info.DeviceError,
    });

    private static ulong Limit(TokenLimit limit) => limit.IsReported ? limit.Value ?? Unlimited : Unavailable;

    private static CK_VERSION Version(CryptokiVersion version) => new() { Major = [version.Major], Minor = [version.Minor] };

    // Blanks fill the field, which no zero byte ends.
    private static byte[] Padded(string text, int length)
    {
        byte[] field = new byte[length];
        field.AsSpan().Fill((byte)' ');
        Encoding.UTF8.GetBytes(text).AsSpan().CopyTo(field);
        return field;
    }

    private sealed class Library(CK_INFO info) : Interop.LibraryInfo(info);

    private sealed class Slot(ulong id, CK_SLOT_INFO info) : Interop.SlotInfo(id, info);

    private sealed class Token(ulong slot, CK_TOKEN_INFO info) : Interop.TokenInfo(slot, info);

    private sealed class Mechanism(InteropCKM type, CK_MECHANISM_INFO info) : Interop.MechanismInfo(type, info);

    private sealed class Session(ulong id, CK_SESSION_INFO info) : Interop.SessionInfo(id, info);
}
