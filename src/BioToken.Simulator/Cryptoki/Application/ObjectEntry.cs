using BioToken.Simulator.Objects;

namespace BioToken.Simulator.Cryptoki.Application;

/// <summary>The meaning of an object handle in one application.</summary>
/// <param name="Handle">The handle.</param>
/// <param name="Object">The object; null for the token's attempt counters, whose values change all the time.</param>
/// <param name="Owner">The session that a session object dies with; null for an object on the token.</param>
internal sealed record ObjectEntry(nuint Handle, TokenObject? Object, Session? Owner);
