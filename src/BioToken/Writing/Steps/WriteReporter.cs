using BioToken.Authentication;
using BioToken.Diagnostics;
using BioToken.Errors;
using BioToken.Sessions;

namespace BioToken.Writing.Steps;

/// <summary>Reports the progress of a write to the log and to the caller's listener.</summary>
/// <param name="session">The token.</param>
/// <param name="certificate">Serial number of the certificate that is written, or else erased.</param>
/// <param name="progress">Receives the progress; null if there is no listener.</param>
/// <param name="prompts">Receives prompts for the person if there is no progress listener; null if there is none.</param>
internal sealed class WriteReporter(
    TokenSession session, string certificate, IProgress<WriteProgress>? progress, IProgress<FingerprintPrompt>? prompts)
{
    public void Report(WriteStage stage, int completed = 0, int total = 0)
    {
        if (completed == 0)
            Log.Stage(session.Logger, session.Serial, stage, Redaction.Serial(certificate));
        progress?.Report(new WriteProgress(stage) { Completed = completed, Total = total });
    }

    public void Report(VerifiedKey verified) => progress?.Report(new WriteProgress(WriteStage.Verifying) { Verified = verified });

    /// <summary>Logs that the last record could not be written after everything else was done.</summary>
    public void JournalFailed(BioTokenException failure) => Log.JournalNotFinished(session.Logger, session.Serial, failure);

    /// <summary>
    /// Receives the token's prompts while a key is verified, and passes them on as progress of the write or, without a progress listener,
    /// as prompts. Never as both: each touch is requested once.
    /// </summary>
    /// <param name="call">Calls a listener, and suppresses its exceptions if nothing may stop the write.</param>
    public IProgress<FingerprintPrompt> PromptsBy(Action<Action> call) => new Forwarding(progress, prompts, call);

    private sealed class Forwarding(
        IProgress<WriteProgress>? progress, IProgress<FingerprintPrompt>? prompts, Action<Action> call) : IProgress<FingerprintPrompt>
    {
        public void Report(FingerprintPrompt value)
        {
            if (progress is not null)
                call(() => progress.Report(new WriteProgress(WriteStage.Verifying) { Prompt = value }));
            else if (prompts is not null)
                call(() => prompts.Report(value));
        }
    }
}
