using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator;

/// <summary>An object on a simulated token, without its value.</summary>
/// <param name="Class">Its class.</param>
/// <param name="Label">CKA_LABEL.</param>
/// <param name="Id">CKA_ID in hexadecimal digits; empty for none.</param>
/// <param name="IsPrivate">Whether it is visible only after login.</param>
/// <param name="Size">Its size in bytes.</param>
public sealed record SimulatedObject(CKO Class, string Label, string Id, bool IsPrivate, int Size);
