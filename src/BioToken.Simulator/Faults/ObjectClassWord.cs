using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Faults;

/// <summary>Classes of objects as a plan calls them.</summary>
internal static class ObjectClassWord
{
    private static readonly (string Word, CKO Class)[] Words =
    [
        ("certificate", CKO.CERTIFICATE), ("public-key", CKO.PUBLIC_KEY), ("private-key", CKO.PRIVATE_KEY),
        ("secret-key", CKO.SECRET_KEY), ("data", CKO.DATA), ("hw-feature", CKO.HW_FEATURE),
    ];

    /// <summary>All words, for people.</summary>
    public static string List => string.Join(", ", Words.Select(pair => pair.Word));

    /// <summary>The word for a class; null if there is none.</summary>
    public static string? Find(CKO known) => Array.Find(Words, pair => pair.Class == known).Word;

    /// <summary>The class that a word means; null if none.</summary>
    public static CKO? Find(string word)
        => Array.FindIndex(Words, pair => pair.Word == word) is >= 0 and int index ? Words[index].Class : null;
}
