using System.Security.Cryptography;
using BioToken.Npki.Certificates;
using BioToken.Writing.Plans;

namespace BioToken.Identities;

/// <summary>
/// A person's or business's identity on a token: the signature certificate with its key pair and R and, if present, the key-management
/// certificate with its key pair. Each pair shares a CKA_ID.
/// </summary>
/// <remarks>
/// It is a snapshot, valid until its token is removed or disposed; read it again after another program has changed the token.
/// </remarks>
public sealed class TokenIdentity
{
    /// <param name="source">The token; compared by reference.</param>
    /// <param name="objects">Its objects.</param>
    internal TokenIdentity(IKeySource source, IdentityObjects objects)
    {
        Source = source;
        Objects = objects;
    }

    /// <summary>The certificate for signatures; or for key management, if the token holds that one alone.</summary>
    public NpkiCertificate Certificate => Main.Certificate;

    /// <summary>The key-management certificate that goes with it; null if there is none.</summary>
    public NpkiCertificate? KeyManagementCertificate => KeyManagement?.Certificate;

    /// <summary>Serial number of the certificate, in hexadecimal.</summary>
    public string SerialNumber => Certificate.SerialNumber;

    /// <summary>CKA_ID of the pair.</summary>
    public ReadOnlyMemory<byte> KeyId => Main.Id;

    /// <summary>Whether the private key was visible. On most tokens it is not visible before login.</summary>
    public bool HasPrivateKey => Main.PrivateKey is not null;

    /// <summary>Whether the random value R was visible. Without R no site can verify the holder's identity number.</summary>
    public bool HasRandomValue => Main.HasRandomValue;

    /// <summary>Number of objects on the token that an erasure removes.</summary>
    public int ObjectCount => Objects.Erasable.Count();

    /// <summary>
    /// Related objects that stay on the token when it is erased: keys that another certificate also uses, and objects with its CKA_ID or
    /// its public key that are not its own. <see cref="PlannedObject.Change"/> of each is <see cref="PlannedChange.Keep"/>.
    /// </summary>
    public IReadOnlyList<PlannedObject> RemainingObjects
        => [.. Objects.Remaining.Select(o => o.Plan(PlannedChange.Keep))];

    internal IKeySource Source { get; }

    internal IdentityObjects Objects { get; }

    private TokenKeyPair Main => Objects.Main;

    private TokenKeyPair? KeyManagement => Objects.KeyManagement;

    /// <summary>
    /// The private key as .NET's <see cref="RSA"/>: it signs on the token (PKCS #1 v1.5 and PSS) and verifies on this computer. It cannot
    /// be exported, and decrypts only if its certificate allows that; mostly <see cref="GetKeyManagementRSAPrivateKey"/> does.
    /// </summary>
    /// <returns>The key, valid as long as the token is open; null if the private key is not visible or not an RSA key.</returns>
    /// <remarks>
    /// A signature is verified with the certificate before it is returned. It blocks the calling thread until the token returns, which may
    /// take as long as a person needs to place a finger. It cannot be used for TLS client authentication, for which .NET uses the operating
    /// system's own keys.
    /// </remarks>
    public RSA? GetRSAPrivateKey() => Source.MakeKey(Objects, Main);

    /// <summary>
    /// The key-management private key as .NET's <see cref="RSA"/>: it decrypts on the token (PKCS #1 v1.5, and OAEP if the token supports
    /// it) and encrypts on this computer. .NET's EnvelopedCms accepts it. It cannot sign or be exported.
    /// </summary>
    /// <returns>
    /// The key, valid as long as the token is open; null if it is not visible. Without a key-management pair it is the key of the only
    /// pair, if the certificate allows decryption.
    /// </returns>
    /// <remarks>A decryption blocks the calling thread like a signature, and asks for a finger if a signature does.</remarks>
    public RSA? GetKeyManagementRSAPrivateKey()
        => (KeyManagement ?? (Certificate.IsForKeyManagement ? Main : null)) is { } pair ? Source.MakeKey(Objects, pair) : null;
}
