namespace BioToken.Npki.Passwords;

/// <summary>A rule that new certificate passwords keep. <see cref="PasswordPolicy.Describe"/> puts it into words.</summary>
public enum PasswordViolation
{
    /// <summary>Shorter than 10 characters.</summary>
    TooShort,

    /// <summary>Longer than 64 characters, which some programs cannot take.</summary>
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
    /// A character outside printable ASCII, typographic quotes and ₩ among them, or a space. That a space is refused is our choice.
    /// </summary>
    NotPrintableAscii,

    /// <summary>The same character three times in a row.</summary>
    Repeated,

    /// <summary>Three consecutive letters or digits in a row, rising or falling.</summary>
    Sequential,
}
