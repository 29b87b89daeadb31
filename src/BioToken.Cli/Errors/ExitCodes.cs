using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Npki.Errors;
using BioToken.Simulator.Errors;
using BioToken.Writing;

namespace BioToken.Cli.Errors;

/// <summary>The one table from exceptions to exit codes.</summary>
internal static class ExitCodes
{
    public static ExitCode Of(Exception exception) => exception switch
    {
        CliException e => e.Code,
        OperationCanceledException => ExitCode.Canceled,
        // An interrupted write has the code of its cause if there is one.
        CertificateWriteException { InnerException: BioTokenException cause } when Of(cause) is var inner and not ExitCode.ModuleError
            => inner,
        CertificateWriteException => ExitCode.WriteStopped,
        TokenAuthenticationException e => Of(e.Failure),
        CertificateRejectedException e => Of(e.Rejection),
        BioTokenException e => Of(e.Reason),
        NpkiException e => Of(e.Reason),
        SimulatorStoreException => ExitCode.SimulatorDamaged,
        FileNotFoundException or DirectoryNotFoundException => ExitCode.FileNotFound,
        IOException or UnauthorizedAccessException => ExitCode.FileUnreadable,
        _ => ExitCode.Unexpected,
    };

    public static ExitCode Of(BioTokenError error) => error switch
    {
        BioTokenError.ModuleError or BioTokenError.ModuleStopped => ExitCode.ModuleError,
        BioTokenError.ModuleNotResponding => ExitCode.ModuleNotResponding,
        BioTokenError.ModuleNotFound => ExitCode.ModuleNotFound,
        BioTokenError.ModuleInvalid => ExitCode.ModuleInvalid,
        BioTokenError.ModuleArchitecture => ExitCode.ModuleArchitecture,
        BioTokenError.ModuleInitializationFailed => ExitCode.ModuleInitializationFailed,
        BioTokenError.TokenNotPresent => ExitCode.TokenNotFound,
        BioTokenError.TokenRemoved => ExitCode.TokenRemoved,
        BioTokenError.TokenFull => ExitCode.TokenFull,
        BioTokenError.TokenReadOnly => ExitCode.TokenReadOnly,
        BioTokenError.AuthenticationFailed or BioTokenError.LoggedInElsewhere or BioTokenError.LoginLost => ExitCode.LoginRefused,
        BioTokenError.CertificateRejected => ExitCode.OldCertificateChanged,
        BioTokenError.WriteFailed => ExitCode.WriteStopped,
        BioTokenError.GapOpen => ExitCode.GapOpen,
        BioTokenError.JournalUnusable => ExitCode.JournalUnusable,
        BioTokenError.TokenBusy => ExitCode.TokenBusy,
        BioTokenError.TokenChanged => ExitCode.TokenChanged,
        BioTokenError.PlanMismatch => ExitCode.PlanMismatch,
        BioTokenError.ResumeRequired => ExitCode.WriteStopped,
        BioTokenError.TokenAmbiguous => ExitCode.SeveralTokens,
        BioTokenError.SignatureInvalid => ExitCode.SignatureInvalid,
        BioTokenError.KeyUnsupported => ExitCode.KeyNotSupported,
        BioTokenError.NoSigningKey or BioTokenError.PublicKeyMissing => ExitCode.NoSigningKey,
        BioTokenError.SeveralSigningKeys => ExitCode.SeveralCertificates,
        BioTokenError.IdentityOutdated => ExitCode.CertificateNotOnToken,
        _ => ExitCode.Unexpected,
    };

    public static ExitCode Of(AuthenticationFailure failure) => failure switch
    {
        AuthenticationFailure.PinIncorrect => ExitCode.PinIncorrect,
        AuthenticationFailure.PinLocked => ExitCode.PinLocked,
        AuthenticationFailure.FinalPinAttempt => ExitCode.FinalPinAttempt,
        AuthenticationFailure.PinLengthInvalid => ExitCode.PinLengthInvalid,
        AuthenticationFailure.NewPinRejected => ExitCode.NewPinRejected,
        AuthenticationFailure.PinChangeRequired => ExitCode.PinChangeRequired,
        AuthenticationFailure.FingerprintMismatch => ExitCode.FingerprintMismatch,
        AuthenticationFailure.FingerprintBlocked => ExitCode.FingerprintBlocked,
        AuthenticationFailure.FingerprintTimeout => ExitCode.FingerprintTimeout,
        AuthenticationFailure.CanceledOnDevice => ExitCode.CanceledOnDevice,
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
        CertificateRejection.SourceMismatch => ExitCode.SourceMismatch,
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
