namespace BioToken.Authentication;

/// <summary>Reports to the listener of a login.</summary>
internal static class FingerprintPrompts
{
    public static void ReportMatch(IProgress<FingerprintPrompt>? progress)
        => ReportOutcome(progress, new(FingerprintPromptKind.LiftFinger), new(FingerprintPromptKind.Matched));

    /// <summary>
    /// Reports what the token has decided, whatever a listener makes of it: to take its failure for one of the login would leave a login
    /// that nobody knows of, or hide that a finger did not match.
    /// </summary>
    public static void ReportOutcome(IProgress<FingerprintPrompt>? progress, params ReadOnlySpan<FingerprintPrompt> prompts)
    {
        try
        {
            foreach (FingerprintPrompt prompt in prompts)
                progress?.Report(prompt);
        }
        catch (Exception)
        {
            // The listener's own affair.
        }
    }
}
