namespace BioToken.Npki.Errors;

/// <summary>Why an NPKI file, key, certificate or password was refused.</summary>
public enum NpkiFailure
{
    /// <summary>The file or folder does not exist.</summary>
    NotFound,

    /// <summary>The file exists but cannot be read.</summary>
    ReadFailed,

    /// <summary>The file could not be written; what was there before is in place.</summary>
    WriteFailed,

    /// <summary>An earlier change of password was interrupted, and its traces need a decision by a person.</summary>
    ChangeInterrupted,

    /// <summary>The data are longer than any real file of their kind.</summary>
    TooLarge,

    /// <summary>The data are not of the expected structure.</summary>
    Malformed,

    /// <summary>A number in the file (iterations, salt, key length) is outside the limits that keep opening it quick.</summary>
    ParameterOutOfRange,

    /// <summary>The file uses an algorithm that this library does not know.</summary>
    UnsupportedAlgorithm,

    /// <summary>The password does not open the file, or the file's content is damaged.</summary>
    PasswordIncorrect,

    /// <summary>The new password breaks the password rules.</summary>
    PasswordRejected,

    /// <summary>The private key does not belong to the certificate.</summary>
    KeyMismatch,

    /// <summary>
    /// A certificate cannot do what it is there for: the one for signing cannot sign, or the one for key management is not for encryption,
    /// belongs to somebody else, or is no certificate of its own.
    /// </summary>
    WrongRole,

    /// <summary>The private key lies open: it is not encrypted.</summary>
    NotEncrypted,

    /// <summary>
    /// The file or folder is of another kind, which the message names: a PKCS#12 file, or a folder of a government's PKI.
    /// </summary>
    OtherKind,
}
