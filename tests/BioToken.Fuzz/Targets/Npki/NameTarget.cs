using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using BioToken.Npki.Certificates;
using BioToken.Pkcs11.Layout;

namespace BioToken.Fuzz;

/// <summary>Names of people and tokens: the strings of distinguished names, and labels, in any bytes.</summary>
internal sealed class NameTarget : FuzzTarget
{
    private const int LabelLength = 32;

    public override bool IsAsn1 => true;

    public override int MaxLength => 1024;

    public override IEnumerable<byte[]> MakeSeeds() =>
    [
        Samples.Identity.Certificate.SubjectDer.ToArray(),
        new X500DistinguishedName("CN=회사, OU=\"a,b\", L=d").RawData,
        Convert.FromHexString("3011310F300D06035504030C06EFBFBDE280AE"),
        Convert.FromHexString("301031" + "0E300C060355040314" + "05BDC3C7E841"),
    ];

    public override bool IsDeclared(Exception e) => e is AsnContentException;

    public override void Read(byte[] input)
    {
        // Labels can be any bytes, so this check comes before the input is read as a name.
        byte[] label = new byte[LabelLength];
        input.AsSpan(0, Math.Min(input.Length, LabelLength)).CopyTo(label);
        Require(IsWellFormed(CkMemory.ReadText(label, 0, LabelLength)), "a label is Unicode");
        CheckText(AttributeText.Escape(TextOf(input)));

        DistinguishedName name = DistinguishedName.Read(input);
        CheckText(name.ToString());
        Require(name.Parts.All(part => part.Oid.Length > 0 && part.TypeName.Length > 0), "each part has a type");
        Require(name.Der.Span.SequenceEqual(input) || name.Der.Length < input.Length, "the name's bytes are the input's");
    }

    /// <summary>Checks that a text is safe on a terminal: it is valid Unicode, and nothing in it rearranges the displayed text.</summary>
    public static void CheckText(string text)
    {
        Require(IsWellFormed(text), "a name is Unicode");
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool isPlain = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            Require(isPlain, "a name has no control characters");
        }
    }

    /// <summary>Whether the text contains no unpaired surrogate.</summary>
    public static bool IsWellFormed(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return false;
        }

        return true;
    }
}
