namespace BioToken.Npki.Passwords;

/// <summary>Specifies a rule for new certificate passwords. <see cref="PasswordPolicy.Describe"/> describes it.</summary>
public enum PasswordViolation
{
    /// <summary>Shorter than 10 characters.</summary>
    TooShort,

    /// <summary>Longer than 64 characters, which some programs do not support.</summary>
    TooLong,

    /// <summary>No digit 0–9.</summary>
    NoDigit,

    /// <summary>No letter A–Z or a–z.</summary>
    NoLetter,

    /// <summary>No allowed special character.</summary>
    NoSpecial,

    /// <summary>One of the four special characters that are not allowed: <c>' " \ |</c>.</summary>
    ForbiddenSpecial,

    /// <summary>
    /// A character outside printable ASCII, typographic quotes and ₩ among them, or a space. Rejecting a space is this library's choice.
    /// </summary>
    NotPrintableAscii,

    /// <summary>The same character three times in a row.</summary>
    Repeated,

    /// <summary>Three consecutive letters or digits in a row, rising or falling.</summary>
    Sequential,
}
