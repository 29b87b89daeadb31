using BioToken.Authentication;

namespace BioToken.Writing.Steps;

/// <summary>What the caller of a write gave.</summary>
/// <param name="Progress">Receives the progress; null if there is no listener.</param>
/// <param name="Prompts">Receives prompts for the person if there is no progress listener; null if there is none.</param>
/// <param name="CancellationToken">Honored until the first object is erased.</param>
internal readonly record struct WriteCall(
    IProgress<WriteProgress>? Progress, IProgress<FingerprintPrompt>? Prompts, CancellationToken CancellationToken);
