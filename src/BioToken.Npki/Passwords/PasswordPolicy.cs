using System.Globalization;
using BioToken.Npki.Formats;
using BioToken.Npki.Resources;

namespace BioToken.Npki.Passwords;

/// <summary>
/// Rules for a new certificate password. They never apply when a file is opened: older passwords break them, and must open. Nor do they
/// apply to a token's PIN.
/// </summary>
public sealed class PasswordPolicy
{
    /// <summary>Minimum length: 10.</summary>
    public const int MinLength = 10;

    /// <summary>Maximum length: 64, the shortest upper limit among the programs in the field.</summary>
    public const int MaxLength = 64;

    private const int RunLength = 3;

    private readonly bool _refusesRuns;
    private readonly bool _acceptsAll;

    private PasswordPolicy(bool refusesRuns, bool acceptsAll = false) => (_refusesRuns, _acceptsAll) = (refusesRuns, acceptsAll);

    /// <summary>Requires only a non-empty text: for test folders, or at the caller's risk.</summary>
    public static PasswordPolicy None { get; } = new(refusesRuns: false, acceptsAll: true);

    /// <summary>
    /// The rule that the Korean certificate authorities share since 2014-09-22: length, digit, letter, special character.
    /// </summary>
    public static PasswordPolicy Industry2014 { get; } = new(refusesRuns: false);

    /// <summary>
    /// <see cref="Industry2014"/> and KICA's two rules: no character three times in a row, no three consecutive letters or digits. Both
    /// ignore the case of letters, which is the strict reading; the published text does not specify it.
    /// </summary>
    public static PasswordPolicy KicaStrict { get; } = new(refusesRuns: true);

    /// <summary>Puts a rule into words.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="culture">Korean or English; null for <see cref="CultureInfo.CurrentUICulture"/>.</param>
    /// <returns>A sentence with the next step.</returns>
    public static string Describe(PasswordViolation rule, CultureInfo? culture = null)
    {
        if (!Enum.IsDefined(rule))
            throw new ArgumentOutOfRangeException(nameof(rule), rule, message: null);
        return Messages.Get($"Rule{rule}", culture);
    }

    /// <summary>Checks a new password.</summary>
    /// <param name="password">The password. It is not kept.</param>
    /// <returns>The rules that it breaks, in the order of <see cref="PasswordViolation"/>; empty if it is good.</returns>
    public IReadOnlyList<PasswordViolation> Check(ReadOnlySpan<char> password)
    {
        if (_acceptsAll)
            return password.IsEmpty ? [PasswordViolation.TooShort] : Utf16.IsValid(password) ? [] : [PasswordViolation.NotPrintableAscii];
        List<PasswordViolation> broken = [];
        AddIf(password.Length < MinLength, PasswordViolation.TooShort);
        AddIf(password.Length > MaxLength, PasswordViolation.TooLong);
        AddIf(!password.ContainsAnyInRange('0', '9'), PasswordViolation.NoDigit);
        AddIf(!ContainsAny(password, char.IsAsciiLetter), PasswordViolation.NoLetter);
        AddIf(!ContainsAny(password, IsAllowedSpecial), PasswordViolation.NoSpecial);
        AddIf(ContainsAny(password, IsForbiddenSpecial), PasswordViolation.ForbiddenSpecial);
        AddIf(password.ContainsAnyExceptInRange('!', '~'), PasswordViolation.NotPrintableAscii);
        AddIf(_refusesRuns && ContainsRun(password, 0), PasswordViolation.Repeated);
        AddIf(_refusesRuns && (ContainsRun(password, 1) || ContainsRun(password, -1)), PasswordViolation.Sequential);
        return broken;

        void AddIf(bool isBroken, PasswordViolation rule)
        {
            if (isBroken)
                broken.Add(rule);
        }
    }

    private static bool ContainsAny(ReadOnlySpan<char> password, Func<char, bool> predicate)
    {
        foreach (char c in password)
        {
            if (predicate(c))
                return true;
        }

        return false;
    }

    private static bool IsForbiddenSpecial(char c) => c is '\'' or '"' or '\\' or '|';

    private static bool IsAllowedSpecial(char c) => c is > ' ' and <= '~' && !char.IsAsciiLetterOrDigit(c) && !IsForbiddenSpecial(c);

    /// <param name="password">The password.</param>
    /// <param name="step">0 for equal characters, 1 for rising, -1 for falling ones; the latter two only among letters or among
    /// digits.</param>
    private static bool ContainsRun(ReadOnlySpan<char> password, int step)
    {
        int length = 1;
        for (int i = 1; i < password.Length; i++)
        {
            char previous = char.ToLowerInvariant(password[i - 1]);
            char current = char.ToLowerInvariant(password[i]);
            bool sameKind = step == 0
                || (char.IsAsciiLetter(previous) && char.IsAsciiLetter(current))
                || (char.IsAsciiDigit(previous) && char.IsAsciiDigit(current));
            length = sameKind && current - previous == step ? length + 1 : 1;
            if (length == RunLength)
                return true;
        }

        return false;
    }
}
