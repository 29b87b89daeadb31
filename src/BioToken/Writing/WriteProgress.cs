using BioToken.Authentication;
using BioToken.Resources;

namespace BioToken.Writing;

/// <summary>A report of a write, replacement or erasure.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Completed">Objects done in this stage.</param>
/// <param name="Total">Objects to do in this stage; 0 if the stage has no count.</param>
/// <param name="Prompt">What the person should do now; null if nothing.</param>
public sealed record WriteProgress(WriteStage Stage, int Completed = 0, int Total = 0, FingerprintPrompt? Prompt = null)
{
    /// <summary>The private key that was verified just now; null if this reports none.</summary>
    public VerifiedKey? Verified { get; init; }

    /// <summary>The stage in Korean or English, by <see cref="System.Globalization.CultureInfo.CurrentUICulture"/>.</summary>
    public string Text => Prompt?.Text ?? Verified?.Text ?? Messages.Format("Stage" + Stage);
}
