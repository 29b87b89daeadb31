namespace BioToken.Npki.Tests;

/// <summary>
/// Damages DER in ways that matter to parsers: its elements, with lengths that stay correct, or its raw bytes, or both. The same seed gives
/// the same inputs.
/// </summary>
internal sealed class Mutator
{
    private readonly Random _random;
    private readonly byte[][] _samples;
    private readonly StructureMutator _structure;
    private readonly List<TlvNode>[] _trees;

    public Mutator(int seed, byte[][] samples)
    {
        _random = new(seed);
        _samples = samples;
        _structure = new(_random);
        _trees = [.. samples.Select(
            sample => TlvNode.Parse(sample) ?? throw new ArgumentException("A sample is no BER.", nameof(samples)))];
    }

    public byte[] Next()
    {
        int kind = _random.Next(5);
        List<byte> data = kind < 2 ? [.. Pick()] : MutateElements();
        // Half of those with changed elements stay well-formed.
        if (kind == 4 || (kind == 3 && _random.Next(2) == 0))
            return [.. data];
        for (int i = _random.Next(1, 4); i > 0 && data.Count > 4; i--)
            Mutate(data);
        return [.. data];
    }

    private List<byte> MutateElements()
    {
        List<TlvNode> roots = [.. _trees[_random.Next(_trees.Length)].Select(root => root.Clone())];
        for (int i = _random.Next(1, 4); i > 0 && roots.Count > 0; i--)
            _structure.Mutate(roots, _trees[_random.Next(_trees.Length)]);
        List<byte> data = [];
        roots.ForEach(root => root.WriteTo(data));
        return data;
    }

    private byte[] Pick() => _samples[_random.Next(_samples.Length)];

    private void Mutate(List<byte> data)
    {
        // The beginning contains nearly all of the structure: change it more often.
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

    /// <summary>Finds a possible header and changes its length.</summary>
    private void EditLength(List<byte> data, int from)
    {
        int at = data.FindIndex(from, b => b is 0x02 or 0x03 or 0x04 or 0x06 or 0x30 or 0x31 or 0xA0);
        if (at < 0 || at + 1 >= data.Count)
            return;
        byte[] lengths = [0, 1, 0x7F, 0x80, 0x81, 0x82, 0x84, 0x88, 0xFF];
        data[at + 1] = _random.Next(2) == 0 ? lengths[_random.Next(lengths.Length)] : (byte)(data[at + 1] + _random.Next(-2, 3));
    }
}
