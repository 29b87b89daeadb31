using BioToken.Pkcs11.Constants;

namespace BioToken.Pkcs11.Records;

/// <summary>A slot's description (CK_SLOT_INFO).</summary>
/// <param name="Description">Description of the slot, without trailing blanks.</param>
/// <param name="Manufacturer">Manufacturer, trailing blanks removed.</param>
/// <param name="Flags">Token present, removable, hardware.</param>
/// <param name="HardwareVersion">Version of the slot's hardware.</param>
/// <param name="FirmwareVersion">Version of the slot's firmware.</param>
public sealed record SlotInfo(
    string Description, string Manufacturer, SlotFlags Flags, CryptokiVersion HardwareVersion, CryptokiVersion FirmwareVersion);
