using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Pkcs11.Constants;
using BioToken.Writing;
using Microsoft.Extensions.Logging;

namespace BioToken.Diagnostics;

/// <summary>
/// The log messages of the library. Event ids are stable. Serial numbers are shortened (<see cref="Redaction"/>); PINs, passwords, keys, R
/// and subjects are never logged.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Module {Module} started")]
    public static partial void ModuleStarted(ILogger logger, string module);

    [LoggerMessage(2, LogLevel.Warning, "Module {Module} was skipped: {Error}")]
    public static partial void ModuleSkipped(ILogger logger, string module, BioTokenError error);

    [LoggerMessage(3, LogLevel.Warning, "Slot {Slot} was skipped: {ReturnValue}")]
    public static partial void SlotSkipped(ILogger logger, ulong slot, CKR returnValue);

    [LoggerMessage(4, LogLevel.Warning, "Module {Module} did not stop")]
    public static partial void ModuleNotStopped(ILogger logger, string module, Exception? exception);

    [LoggerMessage(10, LogLevel.Information, "Token {Serial} of vendor {Vendor} opened")]
    public static partial void TokenOpened(ILogger logger, string serial, string vendor);

    [LoggerMessage(11, LogLevel.Information, "Token {Serial} closed")]
    public static partial void TokenClosed(ILogger logger, string serial);

    [LoggerMessage(12, LogLevel.Warning, "Token {Serial} was removed: C_{Function} returned {ReturnValue}")]
    public static partial void TokenRemoved(ILogger logger, string serial, CryptokiFunction? function, CKR returnValue);

    [LoggerMessage(20, LogLevel.Information, "Token {Serial}: step {Step} done")]
    public static partial void StepDone(ILogger logger, string serial, AuthenticationStep step);

    [LoggerMessage(
        21, LogLevel.Warning, "Token {Serial}: authentication failed: {Failure}, {AttemptsRemaining} attempts left, {ReturnValue}")]
    public static partial void AuthenticationFailed(
        ILogger logger, string serial, AuthenticationFailure failure, int? attemptsRemaining, CKR? returnValue);

    [LoggerMessage(22, LogLevel.Warning, "Token {Serial}: a login that nobody waited for any more was undone")]
    public static partial void LateLoginUndone(ILogger logger, string serial);

    [LoggerMessage(24, LogLevel.Information, "Token {Serial}: PIN changed")]
    public static partial void PinChanged(ILogger logger, string serial);

    [LoggerMessage(23, LogLevel.Warning, "Token {Serial}: its flags could not be read after a refused login")]
    public static partial void FlagsUnknown(ILogger logger, string serial, Exception exception);

    [LoggerMessage(30, LogLevel.Information, "Token {Serial}: {Stage}, certificate {Certificate}")]
    public static partial void Stage(ILogger logger, string serial, WriteStage stage, string certificate);

    [LoggerMessage(31, LogLevel.Error, "Token {Serial}: stopped at {Stage}, the token holds {Contents}")]
    public static partial void WriteStopped(ILogger logger, string serial, WriteStage stage, TokenContents contents, Exception exception);

    [LoggerMessage(32, LogLevel.Information, "Token {Serial}: interrupted write ({State}) recovered: {Outcome}")]
    public static partial void Resumed(ILogger logger, string serial, InterruptedWriteState state, ResumeOutcome outcome);

    [LoggerMessage(33, LogLevel.Warning, "Token {Serial}: the last record of the journal could not be written; the next write settles it")]
    public static partial void JournalNotFinished(ILogger logger, string serial, Exception exception);

    [LoggerMessage(34, LogLevel.Warning, "Token {Serial}: the journal cannot be read")]
    public static partial void JournalUnreadable(ILogger logger, string serial, Exception exception);

    [LoggerMessage(35, LogLevel.Warning, "Token {Serial}: interrupted write abandoned")]
    public static partial void Abandoned(ILogger logger, string serial);

    [LoggerMessage(36, LogLevel.Information, "Token {Serial}: key of certificate {Certificate} verified by {Verification}")]
    public static partial void KeyVerified(ILogger logger, string serial, string certificate, KeyVerification verification);

    [LoggerMessage(40, LogLevel.Information, "Token {Serial}: signed, {Mechanism}")]
    public static partial void Signed(ILogger logger, string serial, CKM mechanism);

    [LoggerMessage(41, LogLevel.Information, "Token {Serial}: decrypted, {Mechanism}")]
    public static partial void Decrypted(ILogger logger, string serial, CKM mechanism);
}
