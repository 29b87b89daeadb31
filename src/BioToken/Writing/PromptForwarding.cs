namespace BioToken;

/// <summary>Passes on, as progress of a write, what a token asks of the person while it proves a key.</summary>
internal sealed class PromptForwarding(IProgress<WriteProgress> progress, IProgress<FingerprintPrompt>? prompts) : IProgress<FingerprintPrompt>
{
    public void Report(FingerprintPrompt value)
    {
        progress.Report(new WriteProgress(WriteStage.Verifying, Prompt: value));
        prompts?.Report(value);
    }
}
