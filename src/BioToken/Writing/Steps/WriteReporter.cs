using BioToken.Authentication;
using BioToken.Diagnostics;
using BioToken.Errors;
using BioToken.Sessions;

namespace BioToken.Writing.Steps;

/// <summary>Reports how a write goes, to the log and to who listens.</summary>
/// <param name="session">The token.</param>
/// <param name="certificate">Serial number of the certificate that is written, or else erased.</param>
/// <param name="progress">Receives the progress; null if nobody does.</param>
/// <param name="prompts">Receives prompts for the person if nobody receives the progress; null if nobody does.</param>
internal sealed class WriteReporter(
    TokenSession session, string certificate, IProgress<WriteProgress>? progress, IProgress<FingerprintPrompt>? prompts)
{
    public void Report(WriteStage stage, int completed = 0, int total = 0)
    {
        if (completed == 0)
            Log.Stage(session.Logger, session.Serial, stage, Redaction.Serial(certificate));
        progress?.Report(new WriteProgress(stage, completed, total));
    }

    public void Report(VerifiedKey verified) => progress?.Report(new WriteProgress(WriteStage.Verifying) { Verified = verified });

    /// <summary>The failure of a last record that could not be written, when all else is done.</summary>
    public void JournalFailed(BioTokenException failure) => Log.JournalNotFinished(session.Logger, session.Serial, failure);

    /// <summary>
    /// Receives what the token asks of the person while a key is verified, and passes it on as progress of the write, or, if nobody
    /// receives that, as a prompt. Never as both: one finger is asked for once.
    /// </summary>
    /// <param name="call">Calls a listener, and keeps back what it throws where nothing may stop the write.</param>
    public IProgress<FingerprintPrompt> PromptsBy(Action<Action> call) => new Forwarding(progress, prompts, call);

    private sealed class Forwarding(
        IProgress<WriteProgress>? progress, IProgress<FingerprintPrompt>? prompts, Action<Action> call) : IProgress<FingerprintPrompt>
    {
        public void Report(FingerprintPrompt value)
        {
            if (progress is not null)
                call(() => progress.Report(new WriteProgress(WriteStage.Verifying, Prompt: value)));
            else if (prompts is not null)
                call(() => prompts.Report(value));
        }
    }
}
