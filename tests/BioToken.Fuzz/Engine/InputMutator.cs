using System.Globalization;
using System.Text;

namespace BioToken.Fuzz;

/// <summary>
/// Changes inputs: their bytes, words and numbers in them, parts taken from other inputs, and ASN.1 elements. The same seed makes the same
/// changes.
/// </summary>
internal sealed class InputMutator(Random random, FuzzTarget target)
{
    private static readonly byte[] Bytes =
        [0, 1, 0x7F, 0x80, 0x81, 0x82, 0x84, 0xFF, 0x30, 0x20, (byte)'"', (byte)'-', (byte)',', (byte)'0', (byte)'9'];
    private static readonly string[] Numbers =
        ["0", "-1", "1", "2147483647", "-2147483648", "4294967295", "9223372036854775807", "18446744073709551616", "1e400", "0.5", "99", "000"];

    private readonly byte[][] _words = [.. target.Words.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Makes a changed copy of an input.</summary>
    /// <param name="input">The input.</param>
    /// <param name="others">Inputs to take parts from.</param>
    /// <param name="changes">The number of changes.</param>
    public byte[] Change(byte[] input, IReadOnlyList<byte[]> others, int changes)
    {
        for (int i = 0; i < changes; i++)
        {
            byte[] other = others[random.Next(others.Count)];
            if (target.IsAsn1 && random.Next(2) == 0 && Asn1Mutator.Change(input, other, random) is { } changed)
                input = changed;
            else
                input = ChangeBytes(input, other);
        }

        return input.Length <= target.MaxLength ? input : input[..target.MaxLength];
    }

    private byte[] ChangeBytes(byte[] input, byte[] other)
    {
        int at = random.Next(input.Length + 1);
        int length = Math.Min(input.Length - at, random.Next(4) == 0 ? random.Next(64) : random.Next(1, 5));
        return random.Next(_words.Length > 0 ? 11 : 8) switch
        {
            0 => Replace(input, at, Math.Min(1, length), [(byte)(At(input, at) ^ (1 << random.Next(8)))]),
            1 => Replace(input, at, Math.Min(1, length), [Bytes[random.Next(Bytes.Length)]]),
            2 => Replace(input, at, length, []),
            3 => Replace(input, at, 0, input.AsSpan(at, length)),
            4 => Replace(input, at, length, Part(other)),
            5 => Replace(input, at, input.Length - at, other.AsSpan(Math.Min(at, other.Length))),
            6 => ChangeNumber(input, at),
            7 => Replace(input, at, Math.Min(1, length), [(byte)(At(input, at) + random.Next(-4, 5))]),
            8 => Replace(input, at, 0, Word()),
            9 => Replace(input, at, length, Word()),
            _ => ReplaceWord(input, at),
        };
    }

    /// <summary>Replaces the letters, digits or quoted text at a position with a word.</summary>
    private byte[] ReplaceWord(byte[] input, int at)
    {
        int start = at;
        while (start > 0 && IsWordByte(input[start - 1]))
            start--;
        int end = at;
        while (end < input.Length && IsWordByte(input[end]))
            end++;
        return Replace(input, start, end - start, Word());
    }

    private byte[] ChangeNumber(byte[] input, int from)
    {
        int start = from < input.Length ? Array.FindIndex(input, from, b => char.IsAsciiDigit((char)b)) : -1;
        if (start < 0)
            return Replace(input, from, 0, Bytes.AsSpan(random.Next(Bytes.Length), 1));
        int end = start;
        while (end < input.Length && char.IsAsciiDigit((char)input[end]))
            end++;
        string number = random.Next(3) == 0
            ? random.NextInt64(100_000).ToString(CultureInfo.InvariantCulture)
            : Numbers[random.Next(Numbers.Length)];
        return Replace(input, start, end - start, Encoding.ASCII.GetBytes(number));
    }

    private static bool IsWordByte(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'-' or (byte)'"' or >= 0x80;

    private static byte At(byte[] input, int at) => at < input.Length ? input[at] : (byte)0;

    private ReadOnlySpan<byte> Word() => _words[random.Next(_words.Length)];

    private ReadOnlySpan<byte> Part(byte[] other)
    {
        int at = random.Next(other.Length + 1);
        return other.AsSpan(at, random.Next(Math.Min(other.Length - at, 128) + 1));
    }

    private static byte[] Replace(byte[] input, int at, int length, ReadOnlySpan<byte> with)
        => [.. input.AsSpan(0, at), .. with, .. input.AsSpan(at + length)];
}
