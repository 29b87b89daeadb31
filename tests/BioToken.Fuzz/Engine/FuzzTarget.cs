using System.Text;

namespace BioToken.Fuzz;

/// <summary>A parser, what inputs of it look like, and what has to hold for each.</summary>
internal abstract class FuzzTarget
{
    /// <summary>The name by which eng/fuzz.sh and the corpus know it.</summary>
    public string Name => GetType().Name.Replace("Target", "", StringComparison.Ordinal);

    /// <summary>Longest input in bytes.</summary>
    public virtual int MaxLength => 4096;

    /// <summary>Whether inputs are ASN.1, whose elements can be changed with lengths that stay right.</summary>
    public virtual bool IsAsn1 => false;

    /// <summary>Words that the parser knows, or stumbles over.</summary>
    public virtual IReadOnlyList<string> Words => [];

    /// <summary>Inputs to begin with. The parser accepts most of them.</summary>
    public abstract IEnumerable<byte[]> MakeSeeds();

    /// <summary>Reads an input and checks what must hold of the result.</summary>
    /// <exception cref="OracleException">It does not hold.</exception>
    public abstract void Read(byte[] input);

    /// <summary>Whether callers of the parser are told of an exception.</summary>
    public abstract bool IsDeclared(Exception e);

    /// <summary>Makes checksums right again, so that what is behind them is reached.</summary>
    public virtual byte[] Repair(byte[] input) => input;

    /// <summary>Fails the input unless something holds.</summary>
    protected static void Require(bool holds, string rule)
    {
        if (!holds)
            throw new OracleException(rule);
    }

    /// <summary>
    /// A text for parsers of texts: UTF-16 as it is, halves of surrogate pairs among it, after a byte of 255; otherwise UTF-8.
    /// </summary>
    protected static string TextOf(byte[] input) => input is [0xFF, .. byte[] rest]
        ? new string([.. rest.Chunk(2).Select(pair => (char)(pair[0] | (pair.Length > 1 ? pair[1] << 8 : 0)))])
        : Encoding.UTF8.GetString(input);

    protected static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    protected static byte[] Utf16(string text) => [0xFF, .. Encoding.Unicode.GetBytes(text)];
}
