namespace BioToken.Fuzz;

/// <summary>Changes one BER or DER element, and keeps the lengths around it correct.</summary>
internal static class Asn1Mutator
{
    private const int MaxNesting = 2_000;

    private static readonly byte[] Tags =
        [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0C, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1E, 0x24, 0x30, 0x31, 0x80, 0xA0, 0xA1, 0xA3];

    private static readonly byte[][] Contents =
    [
        [],
        [0],
        [1],
        [2],
        [0x7F],
        [0x80],
        [0xFF],
        [0, 0x80],
        [0x27, 0x10],
        [0, 0, 1],
        [0x1E, 0x84, 0x81],
        [0x7F, 0xFF, 0xFF, 0xFF],
        [0x80, 0, 0, 0],

        [0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], new byte[40], new byte[300], [0xED, 0xA0, 0x80], [0xB0, 0xA1, 0xC8, 0xAB], [0xD8, 0],
    ];

    /// <summary>Changes an input.</summary>
    /// <returns>The changed input; null if the input does not begin with an element.</returns>
    public static byte[]? Change(byte[] input, byte[] other, Random random)
    {
        if (Asn1Element.Parse(input) is not { Count: > 0 } roots)
            return null;
        Asn1Element root = new() { Children = roots };
        Asn1Element[] all = [.. root.All().Skip(1)];
        Asn1Element element = all[random.Next(all.Length)];
        List<Asn1Element> siblings = root.All().First(candidate => candidate.Children.Contains(element)).Children;
        int index = siblings.IndexOf(element);
        switch (random.Next(9))
        {
            case 0:
                siblings.RemoveAt(index);
                break;
            case 1:
                siblings.Insert(index, element);
                break;
            case 2:
                int with = random.Next(siblings.Count);
                (siblings[index], siblings[with]) = (siblings[with], siblings[index]);
                break;
            case 3 when Asn1Element.Parse(other) is { Count: > 0 } foreign:
                Asn1Element[] choice = [.. foreign.SelectMany(one => one.All())];
                siblings[index] = choice[random.Next(choice.Length)];
                break;
            case 4:
                element.Tag = Tags[random.Next(Tags.Length)];
                break;
            case 5:
                element.LengthBytes = random.Next(4) == 0 ? Asn1Element.Indefinite : random.Next(1, 9);
                break;
            case 6:
                Nest(siblings, index, random.Next(8) == 0 ? MaxNesting : random.Next(1, 4));
                break;
            case 7:
                all[random.Next(all.Length)].Children.Clear();
                break;
            default:
                Asn1Element[] leaves = Array.FindAll(all, one => one.Children.Count == 0);
                leaves[random.Next(leaves.Length)].Content = Contents[random.Next(Contents.Length)];
                break;
        }

        List<byte> output = [];
        root.Children.ForEach(one => one.WriteTo(output));
        return [.. output];
    }

    private static void Nest(List<Asn1Element> siblings, int index, int depth)
    {
        // Written directly: if written as elements, the time would grow with the square of the number of levels.
        List<byte> content = [];
        siblings[index].WriteTo(content);
        List<byte> headers = [];
        for (int i = 0; i < depth; i++)
            headers.InsertRange(0, [0x30, 0x80]);
        siblings[index] = new Asn1Element { IsRaw = true, Content = [.. headers, .. content, .. new byte[2 * depth]] };
    }
}
