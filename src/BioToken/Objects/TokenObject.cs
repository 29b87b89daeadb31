using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;
using BioToken.Tokens;
using BioToken.Writing.Plans;

namespace BioToken.Objects;

/// <summary>One object on a token in an inventory: enough to recognize it, nothing secret.</summary>
/// <param name="Handle">Its handle, valid in this session only.</param>
/// <param name="Class">Its class.</param>
/// <param name="Id">CKA_ID; empty if it has none.</param>
/// <param name="Label">CKA_LABEL as raw bytes; empty if it has none.</param>
/// <param name="Value">The certificate; empty for everything else.</param>
/// <param name="Modulus">RSA modulus of a key; empty for everything else.</param>
/// <param name="Hash">SHA-256 of its readable attributes.</param>
/// <param name="ContentHash">SHA-256 of its value, or of a key's modulus; empty if the token shows none.</param>
internal sealed record TokenObject(
    nuint Handle, CKO Class, byte[] Id, byte[] Label, byte[] Value, byte[] Modulus, byte[] Hash, byte[] ContentHash)
{
    /// <summary>The return value for an attribute that could not be read; null if all visible attributes were read.</summary>
    public CKR? Failure { get; init; }

    /// <summary>Whether its class is known.</summary>
    public bool HasClass { get; init; } = true;

    /// <summary>Its attributes' bytes in memory.</summary>
    public int KeptLength => Id.Length + Label.Length + Value.Length + Modulus.Length;

    /// <summary>Whether two reads show the same content, whatever their handles.</summary>
    public bool IsSameAs(TokenObject other) => Class == other.Class && CryptographicOperations.FixedTimeEquals(Hash, other.Hash);

    public bool HasId(ReadOnlySpan<byte> id) => Id.Length > 0 && id.SequenceEqual(Id);

    /// <summary>Describes it for a plan.</summary>
    public PlannedObject Plan(PlannedChange change) => new()
    {
        Kind = (TokenObjectKind)Class,
        Label = LabelText,
        Id = IdText,
        Hash = Convert.ToHexStringLower(Hash),
        Change = change,
    };

    /// <summary>Describes it as an object that could not be read.</summary>
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
