namespace BioToken.Cli;

/// <summary>What the process ends with. The numbers are stable: scripts depend on them. docs/cli.md lists them.</summary>
internal enum ExitCode
{
    Ok = 0,
    Unexpected = 1,
    Usage = 2,
    Declined = 3,
    ConfirmationImpossible = 4,

    FileNotFound = 10,
    FileUnreadable = 11,
    FileTooLarge = 12,
    FileMalformed = 13,
    ParameterOutOfRange = 14,
    UnknownAlgorithm = 15,
    PasswordIncorrect = 16,
    KeyMismatch = 17,
    PasswordRejected = 18,
    FileNotWritten = 19,
    PasswordChangeInterrupted = 20,

    CertificateExpired = 30,
    CertificateNotYetValid = 31,
    TestAuthority = 32,
    AlreadyOnToken = 33,
    CertificateNotOnToken = 34,
    OldCertificateChanged = 35,
    SeveralCertificates = 36,
    NoSigningKey = 37,

    TokenNotFound = 40,
    SeveralTokens = 41,
    TokenRemoved = 42,
    TokenFull = 43,
    TokenReadOnly = 44,
    WriteStopped = 45,

    PinIncorrect = 50,
    PinLocked = 51,
    PinFinalTry = 52,
    PinLength = 53,
    PinToBeChanged = 54,
    FingerprintMismatch = 55,
    FingerprintBlocked = 56,
    FingerprintTimeout = 57,
    CancelledOnDevice = 58,
    LoginRefused = 59,

    ModuleNotFound = 60,
    ModuleArchitecture = 61,
    ModuleInvalid = 62,
    ModuleStart = 63,
    ModuleError = 64,

    SimulatorTokenExists = 70,
    NotASimulator = 71,
    ScriptInvalid = 72,
    SimulatorDamaged = 73,
    FaultPlanInvalid = 74,

    Cancelled = 130,
}
