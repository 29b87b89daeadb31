using System.Security.Cryptography;
using BioToken.Npki.Passwords;
using BioToken.Storage;

namespace BioToken.Npki.Errors;

/// <summary>
/// An NPKI file, key, certificate or password was rejected. The message says what happened and what to do next, in Korean or English by
/// <see cref="System.Globalization.CultureInfo.CurrentUICulture"/>; it never holds a password, a key or a random value.
/// </summary>
public sealed partial class NpkiException : CryptographicException, IExplained
{
    /// <summary>Makes an exception.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="message">The failure and the next step.</param>
    /// <param name="innerException">The cause; null if there is none.</param>
    public NpkiException(NpkiFailure reason, string message, Exception? innerException = null)
        : base(message, innerException) => Reason = reason;

    /// <summary>The reason.</summary>
    public NpkiFailure Reason { get; }

    /// <summary>The affected file or folder; null if the data did not come from a file.</summary>
    public string? Path { get; init; }

    /// <summary>The object identifier of the algorithm in question, in dotted form; null unless an algorithm is the reason.</summary>
    public string? Algorithm { get; init; }

    /// <summary>The password rules that the new password breaks; empty unless they are the reason.</summary>
    public IReadOnlyList<PasswordViolation> Violations { get; init; } = [];
}
