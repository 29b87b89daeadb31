using BioToken.Authentication;
using BioToken.Resources;

namespace BioToken.Writing;

/// <summary>A report of a write, replacement or erasure.</summary>
public sealed record WriteProgress
{
    /// <summary>Makes one.</summary>
    /// <param name="stage">The stage.</param>
    public WriteProgress(WriteStage stage) => Stage = stage;

    /// <summary>The stage.</summary>
    public WriteStage Stage { get; }

    /// <summary>Objects done in this stage.</summary>
    public int Completed { get; init; }

    /// <summary>Objects to do in this stage; 0 if the stage has no count.</summary>
    public int Total { get; init; }

    /// <summary>What the person should do now; null if nothing.</summary>
    public FingerprintPrompt? Prompt { get; init; }

    /// <summary>The private key that was verified just now; null if this reports none.</summary>
    public VerifiedKey? Verified { get; init; }

    /// <summary>The stage in Korean or English, by <see cref="System.Globalization.CultureInfo.CurrentUICulture"/>.</summary>
    public string Text => Prompt?.Text ?? Verified?.Text ?? Messages.Format("Stage" + Stage);
}
