using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator;

/// <summary>An object on a simulated token, without its value.</summary>
/// <param name="Class">What it is.</param>
/// <param name="Label">CKA_LABEL.</param>
/// <param name="Id">CKA_ID in hexadecimal digits; empty for none.</param>
/// <param name="IsPrivate">Whether it is visible only after login.</param>
/// <param name="Size">Bytes that it takes.</param>
public sealed record SimulatedObject(CKO Class, string Label, string Id, bool IsPrivate, int Size);
