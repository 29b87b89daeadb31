namespace BioToken.Authentication;

/// <summary>Reports to the listener of a login.</summary>
internal static class FingerprintPrompts
{
    public static void ReportMatch(IProgress<FingerprintPrompt>? progress)
        => ReportOutcome(progress, new(FingerprintPromptKind.LiftFinger), new(FingerprintPromptKind.Matched));

    /// <summary>
    /// Reports the token's decision and ignores a failing listener: to report that failure as one of the login would leave an unknown
    /// login, or hide a mismatch.
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
            // The listener's failure does not concern the login.
        }
    }
}
