using BioToken.Resources;

namespace BioToken.Authentication;

/// <summary>A message for the person in front of the token.</summary>
/// <param name="Kind">What the person should do, or the result.</param>
/// <param name="AttemptsRemaining">Fingerprint attempts left; null if the token does not report it.</param>
public sealed record FingerprintPrompt(FingerprintPromptKind Kind, int? AttemptsRemaining = null)
{
    /// <summary>The prompt in Korean or English, by <see cref="System.Globalization.CultureInfo.CurrentUICulture"/>.</summary>
    public string Text => Kind == FingerprintPromptKind.TryAgain && AttemptsRemaining is { } left
        ? Messages.Format("PromptTryAgainCounted", left)
        : Messages.Format("Prompt" + Kind);
}
