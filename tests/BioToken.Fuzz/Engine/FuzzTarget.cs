using System.Text;

namespace BioToken.Fuzz;

/// <summary>A parser, its inputs, and the rules that must hold for each input.</summary>
internal abstract class FuzzTarget
{
    /// <summary>The target's name in eng/fuzz.sh and in the corpus.</summary>
    public string Name => GetType().Name.Replace("Target", "", StringComparison.Ordinal);

    /// <summary>Maximum length of an input in bytes.</summary>
    public virtual int MaxLength => 4096;

    /// <summary>Whether inputs are ASN.1, whose elements can be changed while the lengths stay correct.</summary>
    public virtual bool IsAsn1 => false;

    /// <summary>Words that the parser recognizes, or that may make it fail.</summary>
    public virtual IReadOnlyList<string> Words => [];

    /// <summary>Initial inputs. The parser accepts most of them.</summary>
    public abstract IEnumerable<byte[]> MakeSeeds();

    /// <summary>Reads an input and checks the rules for the result.</summary>
    /// <exception cref="OracleException">A rule does not hold.</exception>
    public abstract void Read(byte[] input);

    /// <summary>Whether the parser declares an exception to its callers.</summary>
    public abstract bool IsDeclared(Exception e);

    /// <summary>Corrects checksums, so that the code behind them is reached.</summary>
    public virtual byte[] Repair(byte[] input) => input;

    /// <summary>Fails the input unless a rule holds.</summary>
    protected static void Require(bool holds, string rule)
    {
        if (!holds)
            throw new OracleException(rule);
    }

    /// <summary>
    /// Returns a text for text parsers: after a byte of 255, UTF-16 unchanged, including unpaired surrogates; otherwise UTF-8.
    /// </summary>
    protected static string TextOf(byte[] input) => input is [0xFF, .. byte[] rest]
        ? new string([.. rest.Chunk(2).Select(pair => (char)(pair[0] | (pair.Length > 1 ? pair[1] << 8 : 0)))])
        : Encoding.UTF8.GetString(input);

    protected static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    protected static byte[] Utf16(string text) => [0xFF, .. Encoding.Unicode.GetBytes(text)];
}
