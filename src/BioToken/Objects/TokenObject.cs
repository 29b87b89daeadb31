using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;
using BioToken.Tokens;
using BioToken.Writing.Plans;

namespace BioToken.Objects;

/// <summary>One object on a token as the inventory saw it: enough to know it again, nothing secret.</summary>
/// <param name="Handle">Its handle, good for this session only.</param>
/// <param name="Class">What it is.</param>
/// <param name="Id">CKA_ID; empty if it has none.</param>
/// <param name="Label">CKA_LABEL as it is; empty if it has none.</param>
/// <param name="Value">The certificate; empty for everything else.</param>
/// <param name="Modulus">RSA modulus of a key; empty for everything else.</param>
/// <param name="Hash">SHA-256 of what can be read of it.</param>
/// <param name="ContentHash">SHA-256 of its value, or of a key's modulus; empty if the token shows none.</param>
internal sealed record TokenObject(
    nuint Handle, CKO Class, byte[] Id, byte[] Label, byte[] Value, byte[] Modulus, byte[] Hash, byte[] ContentHash)
{
    /// <summary>What reading an attribute answered, where one could not be read; null if all that it shows was read.</summary>
    public CKR? Failure { get; init; }

    /// <summary>Whether it is known what it is.</summary>
    public bool HasClass { get; init; } = true;

    /// <summary>Bytes of it that are kept.</summary>
    public int KeptLength => Id.Length + Label.Length + Value.Length + Modulus.Length;

    /// <summary>Whether two sightings are of the same content, whatever their handles.</summary>
    public bool IsSameAs(TokenObject other) => Class == other.Class && CryptographicOperations.FixedTimeEquals(Hash, other.Hash);

    public bool HasId(ReadOnlySpan<byte> id) => Id.Length > 0 && id.SequenceEqual(Id);

    /// <summary>How a plan shows it.</summary>
    public PlannedObject Plan(PlannedChange change)
        => new((TokenObjectKind)Class, LabelText, IdText, Convert.ToHexStringLower(Hash), change);

    /// <summary>How it is listed if it could not be read.</summary>
    public UnreadableObject Describe(UnreadableReason reason, string message) => new()
    {
        Kind = HasClass ? (TokenObjectKind)Class : null,
        Label = LabelText,
        Id = IdText,
        Hash = Convert.ToHexStringLower(Hash),
        Reason = reason,
        ReturnValue = (ulong?)Failure,
        Message = message,
    };

    private string? LabelText => Label.Length == 0 ? null : CkText.Decode(Label);

    private string? IdText => Id.Length == 0 ? null : Convert.ToHexStringLower(Id);
}
