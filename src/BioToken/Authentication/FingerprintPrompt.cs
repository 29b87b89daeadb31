using BioToken.Resources;

namespace BioToken.Authentication;

/// <summary>A message for the person in front of the token.</summary>
public sealed record FingerprintPrompt
{
    /// <summary>Makes one.</summary>
    /// <param name="kind">What the person should do, or the result.</param>
    public FingerprintPrompt(FingerprintPromptKind kind) => Kind = kind;

    /// <summary>What the person should do, or the result.</summary>
    public FingerprintPromptKind Kind { get; }

    /// <summary>Fingerprint attempts left; null if the token does not report it.</summary>
    public int? AttemptsRemaining { get; init; }

    /// <summary>The prompt in Korean or English, by <see cref="System.Globalization.CultureInfo.CurrentUICulture"/>.</summary>
    public string Text => Kind == FingerprintPromptKind.TryAgain && AttemptsRemaining is { } left
        ? Messages.Format("PromptTryAgainCounted", left)
        : Messages.Format("Prompt" + Kind);
}
