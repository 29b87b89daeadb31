using BioToken.Npki.Passwords;
using FsCheck;
using FsCheck.Fluent;

namespace BioToken.Npki.Tests.Properties;

/// <summary>The password rules, compared with a direct implementation of their wording.</summary>
public sealed class PasswordPolicyProperties
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Digits = "0123456789";
    private const string Special = "!#$%&()*+,-./:;<=>?@[]^_`{}~";
    private const string Forbidden = "'\"\\|";

    // Characters that are close to each other, so that runs are frequent; up to 70, so that there are lengths on both sides of the limits.
    private static readonly Gen<string> Passwords = Gen
        .Frequency(
            (6, Gen.Elements("abcABCxyzXYZ0123789".ToCharArray())),
            (2, Gen.Elements((Special + Forbidden).ToCharArray())),
            (1, Gen.Elements(" \t한’₩é\0".ToCharArray())))
        .ListOf().Resize(70).Select(characters => string.Concat(characters));

    [Fact]
    public void Check_of_the_industry_rule_says_what_the_words_say()
        => Property.Holds(
            Passwords, password => PasswordPolicy.Industry2014.Check(password).SequenceEqual(Industry(password)), tests: 2000);

    [Fact]
    public void Check_of_the_KICA_rule_says_what_the_words_say() => Property.Holds(
        Passwords,
        password => PasswordPolicy.KicaStrict.Check(password).SequenceEqual(Industry(password).Concat(Runs(password.ToUpperInvariant()))),
        tests: 2000);

    [Fact]
    public void Check_of_any_text_breaks_no_rule_or_names_it()
        => Property.Holds(Property.Text, text => PasswordPolicy.Industry2014.Check(text).SequenceEqual(Industry(text)), tests: 500);

    private static IEnumerable<PasswordViolation> Industry(string password)
    {
        if (password.Length < 10)
            yield return PasswordViolation.TooShort;
        if (password.Length > 64)
            yield return PasswordViolation.TooLong;
        if (!password.Any(Digits.Contains))
            yield return PasswordViolation.NoDigit;
        if (!password.Any(Letters.Contains))
            yield return PasswordViolation.NoLetter;
        if (!password.Any(Special.Contains))
            yield return PasswordViolation.NoSpecial;
        if (password.Any(Forbidden.Contains))
            yield return PasswordViolation.ForbiddenSpecial;
        if (!password.All((Letters + Digits + Special + Forbidden).Contains))
            yield return PasswordViolation.NotPrintableAscii;
    }

    private static IEnumerable<PasswordViolation> Runs(string password)
    {
        string[] threes = [.. Enumerable.Range(0, Math.Max(0, password.Length - 2)).Select(i => password.Substring(i, 3))];
        if (threes.Any(three => three.All(c => c == three[0])))
            yield return PasswordViolation.Repeated;
        string[] rows = [Letters[26..], Digits, string.Concat(Letters[26..].Reverse()), string.Concat(Digits.Reverse())];
        if (threes.Any(three => rows.Any(row => row.Contains(three, StringComparison.Ordinal))))
            yield return PasswordViolation.Sequential;
    }
}
