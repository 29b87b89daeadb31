namespace BioToken.Pkcs11.Constants;

/// <summary>Flags of CK_SLOT_INFO (PKCS#11 v2.40 section 3.2).</summary>
[Flags]
public enum SlotFlags : ulong
{
    /// <summary>No flag.</summary>
    None = 0x0,

    /// <summary>CKF_TOKEN_PRESENT: a token is in the slot.</summary>
    TokenPresent = 0x1,

    /// <summary>CKF_REMOVABLE_DEVICE: the token can be removed.</summary>
    RemovableDevice = 0x2,

    /// <summary>CKF_HW_SLOT: hardware, not software.</summary>
    HardwareSlot = 0x4,
}
