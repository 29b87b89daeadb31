using BioToken.Tokens;

namespace BioToken.Writing.Plans;

/// <summary>An object on a token, and what becomes of it. Nothing of it is secret.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Label">CKA_LABEL; null if it has none.</param>
/// <param name="Id">CKA_ID in hexadecimal; null if it has none.</param>
/// <param name="Hash">
/// SHA-256 in hexadecimal of what the token shows of it; for an object that is not there yet, of its certificate, modulus or value.
/// </param>
/// <param name="Change">What becomes of it.</param>
public sealed record PlannedObject(TokenObjectKind Kind, string? Label, string? Id, string Hash, PlannedChange Change);
