using System.Security.Cryptography;
using System.Text;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Writing.Journal;

namespace BioToken.Tests.Writing.Steps;

/// <summary>Objects as an inventory reads them, created from the values that they show.</summary>
internal static class SeenObject
{
    /// <param name="kind">Its class.</param>
    /// <param name="id">CKA_ID; null if it has none.</param>
    /// <param name="content">Its value or modulus; null if the token does not show it.</param>
    /// <param name="handle">Its handle.</param>
    /// <param name="label">CKA_LABEL.</param>
    public static TokenObject Of(CKO kind, byte? id, byte[]? content, int handle = 1, string label = "") => new(
        (nuint)handle,
        kind,
        id is { } one ? [one] : [],
        Encoding.UTF8.GetBytes(label),
        kind == CKO.CERTIFICATE ? content ?? [] : [],
        kind is CKO.PRIVATE_KEY or CKO.PUBLIC_KEY ? content ?? [] : [],
        SHA256.HashData([(byte)kind, id ?? 0, .. content ?? [], .. Encoding.UTF8.GetBytes(label)]),
        content is null ? [] : SHA256.HashData(content));

    /// <summary>Creates an object to write, as the journal describes it.</summary>
    public static JournaledObject New(CKO kind, byte? id, byte[] content, string label = "")
        => new(kind, id is { } one ? [one] : [], Encoding.UTF8.GetBytes(label), SHA256.HashData(content));
}
