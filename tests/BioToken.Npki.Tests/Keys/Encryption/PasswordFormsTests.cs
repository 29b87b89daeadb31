using BioToken.Npki.Formats;
using BioToken.Npki.Keys.Encryption;

namespace BioToken.Npki.Tests;

public sealed class PasswordFormsTests
{
    private const string DecomposedSyllable = "\u1100\u1161";
    private const string SyllableInCp949 = "B0A1";

    [Theory]
    [InlineData("password1!", 1)]
    [InlineData("é", 1)]
    [InlineData("e\u0301", 2)]
    [InlineData("가", 2)]
    [InlineData(DecomposedSyllable, 3)]
    public void All_of_a_password_has_each_form_once(string password, int count)
    {
        using PasswordForms forms = new(password);
        Assert.Equal(count, forms.All.Count);
        Assert.Equal(count, forms.All.Select(form => Convert.ToHexString(form.Octets)).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void All_of_letters_in_parts_are_typed_composed_and_in_CP949()
    {
        using PasswordForms forms = new(DecomposedSyllable);
        Assert.Equal<string>(["E18480E185A1", "EAB080", SyllableInCp949], [.. forms.All.Select(form => Convert.ToHexString(form.Octets))]);
    }

    [Fact]
    public void All_of_a_password_that_CP949_lacks_has_no_such_form()
    {
        using PasswordForms forms = new("가😀");
        Assert.Single(forms.All);
    }

    [Fact]
    public void All_of_text_that_Unicode_does_not_know_still_composes_the_letters()
    {
        using PasswordForms forms = new("\uD800" + DecomposedSyllable);
        Assert.Equal("\uD800가", forms.All[1].Characters.ToString());
    }

    [Fact]
    public void Characters_of_bytes_are_one_for_each_byte()
    {
        using PasswordForm form = PasswordForm.OfOctets(SecretBuffer.CopyOf([0xB0, 0xA1]));
        Assert.Equal("\u00B0\u00A1", form.Characters.ToString());
    }

    [Fact]
    public void Dispose_zeroes_all_forms()
    {
        PasswordForms forms = new(DecomposedSyllable);
        PasswordForm[] all = [.. forms.All];
        forms.Dispose();
        foreach (PasswordForm form in all)
        {
            Assert.False(form.Characters.ContainsAnyExcept('\0'));
            Assert.Throws<ObjectDisposedException>(() => form.Octets.Length);
        }
    }
}
