using BioToken.Npki.Keys;

namespace BioToken.Npki.Pkcs12;

/// <summary>A certificate of a PKCS#12 file with its private key, or one of the two alone.</summary>
public sealed class Pkcs12Entry
{
    internal Pkcs12Entry()
    {
    }

    /// <summary>The certificate in DER; empty if the file has none for the key.</summary>
    public ReadOnlyMemory<byte> Certificate { get; internal init; }

    /// <summary>
    /// The private key; null for a certificate without one, such as a CA's. It lives as long as the <see cref="NpkiPkcs12"/>.
    /// </summary>
    public NpkiPrivateKey? Key { get; internal init; }

    /// <summary>The name that people gave it; null if it has none.</summary>
    public string? FriendlyName { get; internal init; }

    /// <summary>The file's local key id; empty if it has none. Pairs are determined by the keys, not by it.</summary>
    public ReadOnlyMemory<byte> LocalKeyId { get; internal init; }
}
