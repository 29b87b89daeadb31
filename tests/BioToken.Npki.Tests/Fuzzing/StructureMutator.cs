namespace BioToken.Npki.Tests;

/// <summary>Changes the elements of BER or DER, while the enclosing lengths stay correct, so that the parser reaches the change.</summary>
internal sealed class StructureMutator(Random random)
{
    private const int MaxNesting = 3_000;
    private const int MaxRepeats = 400;

    private static readonly byte[] Tags =
        [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0C, 0x13, 0x17, 0x18, 0x1E, 0x24, 0x30, 0x31, 0x80, 0xA0, 0xA1, 0xA3];

    // Values around the limits of iteration counts, versions and numbers.
    private static readonly byte[][] Integers =
    [
        [], [0], [1], [2], [3], [0x7F], [0x80], [0xFF], [0, 0x80], [0x27, 0x10], [0, 0, 1], [0x1E, 0x84, 0x80], [0x1E, 0x84, 0x81],
        [0x7F, 0xFF, 0xFF, 0xFF], [0x80, 0, 0, 0], [0, 0xFF, 0xFF, 0xFF, 0xFF], [0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], new byte[40],
        [.. Enumerable.Repeat((byte)0x7F, 300)], [1, .. new byte[2_048]],
    ];

    /// <summary>Changes one of the elements.</summary>
    /// <param name="roots">The elements.</param>
    /// <param name="other">Elements of another sample, from which one may be taken.</param>
    public void Mutate(List<TlvNode> roots, List<TlvNode> other)
    {
        TlvNode[] all = [.. roots.SelectMany(root => root.All())];
        TlvNode node = all[random.Next(all.Length)];
        List<TlvNode> siblings = Array.Find(all, candidate => candidate.Children.Contains(node))?.Children ?? roots;
        switch (random.Next(10))
        {
            case 0:
                siblings.Remove(node);
                break;
            case 1:
                siblings.InsertRange(siblings.IndexOf(node), Repeat(node));
                break;
            case 2:
                int index = siblings.IndexOf(node);
                int with = random.Next(siblings.Count);
                (siblings[index], siblings[with]) = (siblings[with], siblings[index]);
                break;
            case 3:
                TlvNode[] foreign = [.. other.SelectMany(root => root.All())];
                siblings[siblings.IndexOf(node)] = foreign[random.Next(foreign.Length)].Clone();
                break;
            case 4:
                node.Tag = random.Next(2) == 0 ? Tags[random.Next(Tags.Length)] : (byte)random.Next(256);
                break;
            case 5:
                node.LengthForm = random.Next(4) == 0 ? 0x80 : random.Next(1, 9);
                break;
            case 6:
                Nest(node);
                break;
            case 7:
                node.Children.Clear();
                break;
            case 8:
                Resize(Choose(all, candidate => candidate.IsString) ?? node);
                break;
            default:
                TlvNode number = Choose(all, candidate => candidate.IsInteger) ?? node;
                number.Content = Integers[random.Next(Integers.Length)];
                break;
        }
    }

    private TlvNode? Choose(TlvNode[] all, Predicate<TlvNode> condition)
        => Array.FindAll(all, condition) is { Length: > 0 } found ? found[random.Next(found.Length)] : null;

    /// <summary>Returns copies of an element: one or two, and occasionally very many of a small one.</summary>
    private IEnumerable<TlvNode> Repeat(TlvNode node)
        => Enumerable.Range(0, random.Next(20) == 0 && node.Children.Count < 3 ? random.Next(MaxRepeats) : random.Next(1, 3))
            .Select(_ => node.Clone());

    /// <summary>Nests an element in others, up to the depth that a parser may encounter.</summary>
    private void Nest(TlvNode node)
    {
        int depth = random.Next(40) == 0 ? random.Next(MaxNesting) : random.Next(1, 8);
        List<byte> inner = [];
        node.WriteTo(inner);
        Stack<byte[]> headers = [];
        int length = inner.Count;
        for (int i = 0; i < depth; i++)
        {
            List<byte> header = [node.Tag];
            TlvNode.WriteLength(header, length);
            headers.Push([.. header]);
            length += header.Count;
        }

        node.Children.Clear();
        node.Content = [.. headers.SelectMany(header => header), .. inner];
    }

    private void Resize(TlvNode node)
    {
        List<byte> content = [.. node.Content];
        node.Children.ForEach(child => child.WriteTo(content));
        node.Children.Clear();
        int length = random.Next(6) switch
        {
            0 => 0,
            1 => 1,
            2 => content.Count + random.Next(-17, 18),
            3 => random.Next(content.Count + 1),
            4 => content.Count * 2,
            _ => random.Next(10) == 0 ? random.Next(100_000) : random.Next(1_100),
        };
        byte[] resized = new byte[Math.Max(0, length)];
        content.Take(resized.Length).ToArray().CopyTo(resized, 0);
        node.Content = resized;
    }
}
