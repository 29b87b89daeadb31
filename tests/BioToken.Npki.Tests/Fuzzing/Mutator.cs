namespace BioToken.Npki.Tests;

/// <summary>Damages DER in ways that parsers care about. The same seed gives the same inputs.</summary>
internal sealed class Mutator(int seed, IReadOnlyList<byte[]> samples)
{
    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        List<byte> data = [.. Pick()];
        for (int i = _random.Next(1, 4); i > 0 && data.Count > 4; i--)
            Mutate(data);
        return [.. data];
    }

    private byte[] Pick() => samples[_random.Next(samples.Count)];

    private void Mutate(List<byte> data)
    {
        // The head holds nearly all of the structure: visit it more often.
        int at = _random.Next(_random.Next(2) == 0 ? data.Count : Math.Min(data.Count, 128));
        switch (_random.Next(8))
        {
            case 0:
                data[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                data[at] = (byte)_random.Next(256);
                break;
            case 2:
                data.RemoveRange(at, data.Count - at);
                break;
            case 3:
                data.RemoveRange(at, Math.Min(_random.Next(1, 32), data.Count - at));
                break;
            case 4:
                data.InsertRange(at, data.GetRange(at, Math.Min(_random.Next(1, 64), data.Count - at)));
                break;
            case 5:
                byte[] other = Pick();
                data.RemoveRange(at, data.Count - at);
                data.AddRange(other[Math.Min(at, other.Length)..]);
                break;
            case 6:
                EditLength(data, at);
                break;
            default:
                data.InsertRange(at, [0x30, 0x80]);
                break;
        }
    }

    /// <summary>Finds something like a header and changes the length in it.</summary>
    private void EditLength(List<byte> data, int from)
    {
        int at = data.FindIndex(from, b => b is 0x02 or 0x03 or 0x04 or 0x06 or 0x30 or 0x31 or 0xA0);
        if (at < 0 || at + 1 >= data.Count)
            return;
        byte[] lengths = [0, 1, 0x7F, 0x80, 0x81, 0x82, 0x84, 0x88, 0xFF];
        data[at + 1] = _random.Next(2) == 0 ? lengths[_random.Next(lengths.Length)] : (byte)(data[at + 1] + _random.Next(-2, 3));
    }
}
