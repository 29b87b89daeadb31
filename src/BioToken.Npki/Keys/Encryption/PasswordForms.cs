using System.Text;
using BioToken.Npki.Formats;

namespace BioToken.Npki.Keys.Encryption;

/// <summary>
/// The forms of a password to try on a file, in this order: as typed; composed, since some keyboards and clipboards give Korean letters in
/// parts; and in CP949, which Windows programs in Korea use. Of an ASCII password there is one form. Files only: a file does not lock, a
/// token does.
/// </summary>
internal sealed class PasswordForms : IDisposable
{
    private readonly List<PasswordForm> _forms = [];

    public PasswordForms(ReadOnlySpan<char> password)
    {
        _forms.Add(PasswordForm.OfCharacters(password));
        if (Ascii.IsValid(password))
            return;
        using SecretBuffer composed = new(Hangul.MaxComposedLength(password) * sizeof(char));
        Span<char> characters = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, char>(composed.Span);
        ReadOnlySpan<char> normalized = characters[..Compose(password, characters)];
        if (!normalized.SequenceEqual(password))
            _forms.Add(PasswordForm.OfCharacters(normalized));
        if (Hangul.IsIn(normalized) && TryEncode(normalized) is { } octets)
            _forms.Add(PasswordForm.OfOctets(octets));
    }

    public IReadOnlyList<PasswordForm> All => _forms;

    public void Dispose() => _forms.ForEach(form => form.Dispose());

    // Without culture data .NET normalizes nothing, so Korean letters are composed here in any case.
    private static int Compose(ReadOnlySpan<char> password, Span<char> destination)
    {
        try
        {
            if (password.TryNormalize(destination, out int length, NormalizationForm.FormC))
                return Hangul.Compose(destination[..length], destination);
        }
        catch (Exception e) when (e is ArgumentException or PlatformNotSupportedException)
        {
            // Invalid Unicode, or no culture data: only Hangul letters can be composed.
        }

        return Hangul.Compose(password, destination);
    }

    private static SecretBuffer? TryEncode(ReadOnlySpan<char> characters)
    {
        try
        {
            return SecretBuffer.Encode(characters, KoreanText.Cp949);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }
}
