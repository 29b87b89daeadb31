using BioToken.Pkcs11.Constants;

namespace BioToken.Pkcs11.Records;

/// <summary>A session's state (CK_SESSION_INFO).</summary>
/// <param name="Slot">The slot it is with.</param>
/// <param name="State">Read-only or read-write, and the logged-in user.</param>
/// <param name="Flags">How it was opened.</param>
/// <param name="DeviceError">The device's own error number; 0 for none.</param>
public readonly record struct SessionInfo(nuint Slot, CKS State, SessionFlags Flags, ulong DeviceError);
