using BioToken.Tokens;

namespace BioToken.Writing.Plans;

/// <summary>An object on a token and its change. It contains nothing secret.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Label">CKA_LABEL; null if it has none.</param>
/// <param name="Id">CKA_ID in hexadecimal; null if it has none.</param>
/// <param name="Hash">
/// SHA-256 in hexadecimal of the attributes that the token shows; for a new object, of its certificate, modulus or value.
/// </param>
/// <param name="Change">Its change.</param>
public sealed record PlannedObject(TokenObjectKind Kind, string? Label, string? Id, string Hash, PlannedChange Change);
