using System.Security.Cryptography;
using BioToken.Pkcs11;

namespace BioToken;

/// <summary>One object on a token as the inventory saw it: enough to know it again, nothing secret.</summary>
/// <param name="Handle">Its handle, good for this session only.</param>
/// <param name="Class">What it is.</param>
/// <param name="Id">CKA_ID; empty if it has none.</param>
/// <param name="Label">CKA_LABEL as UTF-8; empty if it has none.</param>
/// <param name="Value">The certificate; empty for everything else.</param>
/// <param name="Modulus">RSA modulus of a key; empty for everything else.</param>
/// <param name="Hash">SHA-256 of what can be read of it.</param>
/// <param name="ContentHash">SHA-256 of its value, or of a key's modulus; empty if the token shows none.</param>
internal sealed record TokenObject(
    nuint Handle, CKO Class, byte[] Id, byte[] Label, byte[] Value, byte[] Modulus, byte[] Hash, byte[] ContentHash)
{
    /// <summary>Whether two sightings are of the same content, whatever their handles.</summary>
    public bool IsSameAs(TokenObject other) => Class == other.Class && CryptographicOperations.FixedTimeEquals(Hash, other.Hash);

    public bool HasId(ReadOnlySpan<byte> id) => Id.Length > 0 && id.SequenceEqual(Id);
}
