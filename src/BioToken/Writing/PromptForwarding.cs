namespace BioToken;

/// <summary>
/// Passes on what a token asks of the person while it verifies a key: as progress of the write, or, if nobody receives that, to who was given to
/// <see cref="IBioToken.MatchFingerprintAsync"/>. Never to both: one finger is asked for once.
/// </summary>
/// <param name="progress">Receives the progress of the write; null if nobody does.</param>
/// <param name="prompts">Receives prompts otherwise; null if nobody does.</param>
/// <param name="tell">Calls a listener (<see cref="WriteContext.Prove"/>).</param>
internal sealed class PromptForwarding(
    IProgress<WriteProgress>? progress, IProgress<FingerprintPrompt>? prompts, Action<Action> tell) : IProgress<FingerprintPrompt>
{
    public void Report(FingerprintPrompt value)
    {
        if (progress is not null)
            tell(() => progress.Report(new WriteProgress(WriteStage.Verifying, Prompt: value)));
        else if (prompts is not null)
            tell(() => prompts.Report(value));
    }
}
