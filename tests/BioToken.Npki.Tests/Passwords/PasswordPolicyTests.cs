using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using BioToken.Npki.Errors;
using BioToken.Npki.Keys;
using BioToken.Npki.Passwords;

namespace BioToken.Npki.Tests;

public sealed class PasswordPolicyTests
{
    [Theory]
    [InlineData("")]
    [InlineData(@"abc\uD83D")]
    [InlineData(@"\uDE00abc")]
    public void Check_without_rules_refuses_what_is_no_text_and_no_key_is_encrypted_under_it(string escaped)
    {
        string password = Regex.Unescape(escaped);
        using RSA rsa = RSA.Create(2048);
        using NpkiPrivateKey key = NpkiPrivateKey.Create(rsa, randomValue: []);

        Assert.Single(PasswordPolicy.None.Check(password));
        NpkiException e = Assert.Throws<NpkiException>(() => EncryptedPrivateKey.Encrypt(key, password));
        Assert.Equal(NpkiFailure.PasswordRejected, e.Reason);
    }

    [Theory]
    [InlineData("g7!kQz93@m")]
    [InlineData("abcABC123#")]
    [InlineData("aaaaaaaa1!")]
    [InlineData("~`@#$%^&*()_+-={}[]:;<>?,./a1")]
    public void Check_password_of_the_industry_rule_is_good(string password)
        => Assert.Empty(PasswordPolicy.Industry2014.Check(password));

    [Theory]
    [InlineData("", PasswordViolation.TooShort, PasswordViolation.NoDigit, PasswordViolation.NoLetter, PasswordViolation.NoSpecial)]
    [InlineData("g7!kQz93@", PasswordViolation.TooShort)]
    [InlineData("gx!kQzab@m", PasswordViolation.NoDigit)]
    [InlineData("17!42593@0", PasswordViolation.NoLetter)]
    [InlineData("g7akQz93bm", PasswordViolation.NoSpecial)]
    [InlineData("g7'kQz93@m", PasswordViolation.ForbiddenSpecial)]
    [InlineData("g7\"kQz93@m", PasswordViolation.ForbiddenSpecial)]
    [InlineData("g7\\kQz93@m", PasswordViolation.ForbiddenSpecial)]
    [InlineData("g7|kQz93bm", PasswordViolation.NoSpecial, PasswordViolation.ForbiddenSpecial)]
    [InlineData("g7’kQz93@m", PasswordViolation.NotPrintableAscii)]
    [InlineData("g7”kQz93@m", PasswordViolation.NotPrintableAscii)]
    [InlineData("g7₩kQz93@m", PasswordViolation.NotPrintableAscii)]
    [InlineData("g7가kQz93@m", PasswordViolation.NotPrintableAscii)]
    [InlineData("g7 kQz93@m", PasswordViolation.NotPrintableAscii)]
    public void Check_broken_rules_are_all_listed(string password, params PasswordViolation[] expected)
    {
        Assert.Equal(expected, PasswordPolicy.Industry2014.Check(password));
        Assert.Equal(expected, PasswordPolicy.KicaStrict.Check(password));
    }

    [Theory]
    [InlineData(64, false)]
    [InlineData(65, true)]
    public void Check_length_limit_is_64(int length, bool broken)
    {
        string password = string.Concat(Enumerable.Repeat("g7!", 22))[..length];
        Assert.Equal(broken ? [PasswordViolation.TooLong] : [], PasswordPolicy.KicaStrict.Check(password));
    }

    [Theory]
    [InlineData("g7!kaaa93@m", PasswordViolation.Repeated)]
    [InlineData("g7!kaAa93@m", PasswordViolation.Repeated)]
    [InlineData("g7!k11193@m", PasswordViolation.Repeated)]
    [InlineData("g7!k!!!93@m", PasswordViolation.Repeated)]
    [InlineData("g7!kabc93@m", PasswordViolation.Sequential)]
    [InlineData("g7!kaBc93@m", PasswordViolation.Sequential)]
    [InlineData("g7!kcba93@m", PasswordViolation.Sequential)]
    [InlineData("g7!k123q3@m", PasswordViolation.Sequential)]
    [InlineData("g7!k321q3@m", PasswordViolation.Sequential)]
    [InlineData("g7!kxyz93@m", PasswordViolation.Sequential)]
    public void Check_runs_break_only_the_strict_policy(string password, PasswordViolation expected)
    {
        Assert.Equal([expected], PasswordPolicy.KicaStrict.Check(password));
        Assert.Empty(PasswordPolicy.Industry2014.Check(password));
    }

    [Theory]
    [InlineData("g7!kaab93@m")]
    [InlineData("g7!kacb93@m")]
    [InlineData("g7!kabd93@m")]
    [InlineData("g890!kq93@m")]
    [InlineData("g7!\"kab93@m", PasswordViolation.ForbiddenSpecial)]
    [InlineData("g7()*k93@mq")]
    [InlineData("g789:kq93@m", PasswordViolation.Sequential)]
    [InlineData("g89:kq93@md")]
    public void Check_near_runs_are_no_runs(string password, params PasswordViolation[] expected)
        => Assert.Equal(expected, PasswordPolicy.KicaStrict.Check(password));

    [Theory]
    [InlineData("x")]
    [InlineData("비밀번호")]
    [InlineData("", PasswordViolation.TooShort)]
    public void Check_none_asks_only_for_a_password(string password, params PasswordViolation[] expected)
        => Assert.Equal(expected, PasswordPolicy.None.Check(password));

    [Fact]
    public void Describe_every_rule_has_a_text_in_both_languages()
    {
        foreach (PasswordViolation rule in Enum.GetValues<PasswordViolation>())
        {
            string english = PasswordPolicy.Describe(rule, CultureInfo.GetCultureInfo("en-US"));
            string korean = PasswordPolicy.Describe(rule, CultureInfo.GetCultureInfo("ko-KR"));
            Assert.DoesNotContain(english, c => c >= '가');
            Assert.Contains(korean, c => c is >= '가' and <= '힣');
        }
    }

    [Fact]
    public void Describe_unknown_rule_throws()
        => Assert.Throws<ArgumentOutOfRangeException>(() => PasswordPolicy.Describe((PasswordViolation)99));
}
