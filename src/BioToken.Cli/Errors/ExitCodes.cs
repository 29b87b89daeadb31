using BioToken.Npki;
using BioToken.Simulator;

namespace BioToken.Cli;

/// <summary>The one table from exceptions to exit codes.</summary>
internal static class ExitCodes
{
    public static ExitCode Of(Exception exception) => exception switch
    {
        CliException e => e.Code,
        OperationCanceledException => ExitCode.Cancelled,
        // A stopped write keeps the code of its cause where the cause has one.
        CertificateWriteException { InnerException: BioTokenException cause } when Of(cause) is var inner and not ExitCode.ModuleError
            => inner,
        CertificateWriteException => ExitCode.WriteStopped,
        TokenAuthenticationException e => Of(e.Failure),
        CertificateRejectedException e => Of(e.Reason),
        BioTokenException e => Of(e.Error),
        NpkiException e => Of(e.Reason),
        SimulatorStoreException => ExitCode.SimulatorDamaged,
        FileNotFoundException or DirectoryNotFoundException => ExitCode.FileNotFound,
        IOException or UnauthorizedAccessException => ExitCode.FileUnreadable,
        _ => ExitCode.Unexpected,
    };

    public static ExitCode Of(BioTokenError error) => error switch
    {
        BioTokenError.Module or BioTokenError.ModuleStopped => ExitCode.ModuleError,
        BioTokenError.ModuleNotResponding => ExitCode.ModuleNotResponding,
        BioTokenError.ModuleNotFound => ExitCode.ModuleNotFound,
        BioTokenError.ModuleInvalid => ExitCode.ModuleInvalid,
        BioTokenError.ModuleArchitecture => ExitCode.ModuleArchitecture,
        BioTokenError.ModuleStart => ExitCode.ModuleStart,
        BioTokenError.TokenNotPresent => ExitCode.TokenNotFound,
        BioTokenError.TokenRemoved => ExitCode.TokenRemoved,
        BioTokenError.TokenFull => ExitCode.TokenFull,
        BioTokenError.TokenReadOnly => ExitCode.TokenReadOnly,
        BioTokenError.Authentication or BioTokenError.LoggedInElsewhere or BioTokenError.LoginLost => ExitCode.LoginRefused,
        BioTokenError.CertificateRejected => ExitCode.OldCertificateChanged,
        BioTokenError.Write => ExitCode.WriteStopped,
        BioTokenError.GapOpen => ExitCode.GapOpen,
        BioTokenError.JournalUnusable => ExitCode.JournalUnusable,
        BioTokenError.TokenBusy => ExitCode.TokenBusy,
        BioTokenError.TokenChanged => ExitCode.TokenChanged,
        BioTokenError.PlanDiffers => ExitCode.PlanDiffers,
        BioTokenError.ResumeRequired => ExitCode.WriteStopped,
        BioTokenError.TokenAmbiguous => ExitCode.SeveralTokens,
        BioTokenError.SignatureInvalid => ExitCode.SignatureInvalid,
        BioTokenError.KeyUnsupported => ExitCode.KeyNotSupported,
        _ => ExitCode.Unexpected,
    };

    public static ExitCode Of(AuthenticationFailure failure) => failure switch
    {
        AuthenticationFailure.PinIncorrect => ExitCode.PinIncorrect,
        AuthenticationFailure.PinLocked => ExitCode.PinLocked,
        AuthenticationFailure.PinFinalTry => ExitCode.PinFinalTry,
        AuthenticationFailure.PinLength => ExitCode.PinLength,
        AuthenticationFailure.NewPinRejected => ExitCode.NewPinRejected,
        AuthenticationFailure.PinToBeChanged => ExitCode.PinToBeChanged,
        AuthenticationFailure.FingerprintMismatch => ExitCode.FingerprintMismatch,
        AuthenticationFailure.FingerprintBlocked => ExitCode.FingerprintBlocked,
        AuthenticationFailure.FingerprintTimeout => ExitCode.FingerprintTimeout,
        AuthenticationFailure.CancelledOnDevice => ExitCode.CancelledOnDevice,
        AuthenticationFailure.Unknown => ExitCode.LoginRefused,
        _ => ExitCode.Unexpected,
    };

    public static ExitCode Of(CertificateRejection reason) => reason switch
    {
        CertificateRejection.Expired => ExitCode.CertificateExpired,
        CertificateRejection.NotYetValid => ExitCode.CertificateNotYetValid,
        CertificateRejection.TestAuthority => ExitCode.TestAuthority,
        CertificateRejection.AlreadyOnToken => ExitCode.AlreadyOnToken,
        CertificateRejection.OldIdentityChanged => ExitCode.OldCertificateChanged,
        CertificateRejection.SourceNotKept => ExitCode.SourceNotKept,
        CertificateRejection.SourceDiffers => ExitCode.SourceDiffers,
        CertificateRejection.RandomValueMissing => ExitCode.RandomValueMissing,
        CertificateRejection.KeySizeNotSupported or CertificateRejection.KeyTypeNotSupported => ExitCode.KeyNotSupported,
        _ => ExitCode.Unexpected,
    };

    public static ExitCode Of(NpkiFailure reason) => reason switch
    {
        NpkiFailure.NotFound => ExitCode.FileNotFound,
        NpkiFailure.ReadFailed => ExitCode.FileUnreadable,
        NpkiFailure.WriteFailed => ExitCode.FileNotWritten,
        NpkiFailure.ChangeInterrupted => ExitCode.PasswordChangeInterrupted,
        NpkiFailure.TooLarge => ExitCode.FileTooLarge,
        NpkiFailure.Malformed => ExitCode.FileMalformed,
        NpkiFailure.ParameterOutOfRange => ExitCode.ParameterOutOfRange,
        NpkiFailure.UnsupportedAlgorithm => ExitCode.UnknownAlgorithm,
        NpkiFailure.PasswordIncorrect => ExitCode.PasswordIncorrect,
        NpkiFailure.PasswordRejected => ExitCode.PasswordRejected,
        NpkiFailure.KeyMismatch => ExitCode.KeyMismatch,
        NpkiFailure.WrongRole => ExitCode.CertificateRole,
        NpkiFailure.NotEncrypted => ExitCode.KeyNotEncrypted,
        NpkiFailure.OtherKind => ExitCode.FileOtherKind,
        _ => ExitCode.Unexpected,
    };
}
