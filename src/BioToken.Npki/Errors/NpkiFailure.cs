namespace BioToken.Npki.Errors;

/// <summary>Specifies why an NPKI file, key, certificate or password was rejected.</summary>
public enum NpkiFailure
{
    /// <summary>The file or folder does not exist.</summary>
    NotFound,

    /// <summary>The file exists but cannot be read.</summary>
    ReadFailed,

    /// <summary>The file could not be written; the previous files are unchanged.</summary>
    WriteFailed,

    /// <summary>An earlier change of password was interrupted, and its traces need a decision by a person.</summary>
    ChangeInterrupted,

    /// <summary>The data are longer than any real file of their kind.</summary>
    TooLarge,

    /// <summary>The data are not of the expected structure.</summary>
    Malformed,

    /// <summary>A number in the file (iterations, salt, key length) is outside the limits that keep opening it quick.</summary>
    ParameterOutOfRange,

    /// <summary>The file uses an algorithm that this library does not support.</summary>
    UnsupportedAlgorithm,

    /// <summary>The password does not open the file, or the file's content is damaged.</summary>
    PasswordIncorrect,

    /// <summary>The new password breaks the password rules.</summary>
    PasswordRejected,

    /// <summary>The private key does not belong to the certificate.</summary>
    KeyMismatch,

    /// <summary>
    /// A certificate does not fit its role: the signature certificate cannot sign, or the key-management certificate is not for encryption,
    /// has another holder, or is the same certificate.
    /// </summary>
    WrongRole,

    /// <summary>The private key is not encrypted.</summary>
    NotEncrypted,

    /// <summary>
    /// The file or folder is of another kind, which the message names: a PKCS#12 file, or a folder of a government's PKI.
    /// </summary>
    OtherKind,
}
