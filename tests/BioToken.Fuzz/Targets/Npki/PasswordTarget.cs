using BioToken.Authentication;
using BioToken.Npki.Errors;
using BioToken.Npki.Keys.Files;
using BioToken.Npki.Passwords;
using BioToken.Npki.VirtualIdentifiers;

namespace BioToken.Fuzz;

/// <summary>Input typed by a person: new passwords, identity numbers, PINs; and the file that a password change leaves.</summary>
internal sealed class PasswordTarget : FuzzTarget
{
    private const string Other = "9999999999";
    private static readonly byte[] R = new byte[20];

    public override int MaxLength => 512;

    public override IReadOnlyList<string> Words
        => ["123456-1234567", "abc", "cba", "aaa", "!", "\\", "|", "한글", "\u200B", "0000000000", "BioToken password change 1\n"];

    public override IEnumerable<byte[]> MakeSeeds() =>
    [
        Utf8("Passw0rd!x"), Utf8("1234567890"), Utf8("900101-1234567"), Utf16("pass한글\ud800"),
        new PasswordChangeManifest([new("signPri.key", new string('A', 64), new string('B', 64))]).Encode(),
    ];

    public override bool IsDeclared(Exception e) => false;

    public override void Read(byte[] input)
    {
        string text = TextOf(input);
        CheckPolicy(text);
        CheckNumber(text);
        CheckPin(text);
        CheckManifest(input);
    }

    private static void CheckPolicy(string text)
    {
        foreach (PasswordPolicy policy in new[] { PasswordPolicy.None, PasswordPolicy.Industry2014, PasswordPolicy.KicaStrict })
        {
            IReadOnlyList<PasswordViolation> broken = policy.Check(text);
            Require(broken.Distinct().Count() == broken.Count && broken.All(Enum.IsDefined), "the broken rules are rules, each once");
            Require(broken.All(rule => PasswordPolicy.Describe(rule).Length > 0), "each rule has a text");
        }

        bool isGood = PasswordPolicy.Industry2014.Check(text).Count == 0;
        Require(
            !isGood || (text.Length is >= 10 and <= 64 && text.All(c => c is > ' ' and <= '~')),
            "a good password is printable ASCII of 10 to 64");
        Require(
            PasswordPolicy.KicaStrict.Check(text).Count >= PasswordPolicy.Industry2014.Check(text).Count, "the strict policy is stricter");
    }

    private static void CheckNumber(string text)
    {
        string digits = text.Replace("-", "", StringComparison.Ordinal);
        bool isNumber = digits.Length is 10 or 13 && digits.All(char.IsAsciiDigit);
        try
        {
            VirtualIdentifier vid = VirtualIdentifier.Compute(VirtualIdentifierHash.Sha256, text, R);
            Require(isNumber, "a number that is none gives no VID");
            Require(vid.Check(digits, R) == VirtualIdentifierCheck.Match, "a VID matches its number");
            Require(digits == Other || vid.Check(Other, R) == VirtualIdentifierCheck.Mismatch, "a VID matches no other number");
        }
        catch (ArgumentException)
        {
            Require(!isNumber, "a number gives a VID");
        }
    }

    private static void CheckPin(string text)
    {
        try
        {
            using Pin pin = Pin.FromText(text);
            Require(text.Length > 0, "an empty text is no PIN");
        }
        catch (ArgumentException e)
        {
            Require(text.Length <= 2 || !e.Message.Contains(text, StringComparison.Ordinal), "a PIN is in no message");
        }
    }

    private static void CheckManifest(byte[] input)
    {
        try
        {
            PasswordChangeManifest read = PasswordChangeManifest.Parse(input);
            PasswordChangeManifest again = PasswordChangeManifest.Parse(read.Encode());
            Require(again.Entries.SequenceEqual(read.Entries), "a manifest that is written is read again");
            Require(
                read.Entries.All(entry => entry.Name == Path.GetFileName(entry.Name) && entry.Name.Length > 0),
                "a manifest names files of its folder");
        }
        catch (NpkiException e) when (Enum.IsDefined(e.Reason))
        {
            // It is not a manifest.
        }
    }
}
