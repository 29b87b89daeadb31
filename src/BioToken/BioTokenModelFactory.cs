using System.Security.Cryptography;
using BioToken.Authentication;
using BioToken.Identities;
using BioToken.Npki.Certificates;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Tokens;
using BioToken.Vendors;

namespace BioToken;

/// <summary>
/// Makes the results of a provider and a token that have no public constructor, for tests of programs that mock
/// <see cref="IBioTokenProvider"/> and <see cref="IBioToken"/>. All other results have public constructors and properties.
/// </summary>
public static class BioTokenModelFactory
{
    /// <summary>Makes a token as listed by a provider. No provider opens it.</summary>
    /// <param name="vendor">The profile; null for <see cref="VendorCatalog.Generic"/>.</param>
    /// <param name="module">Path or name of the module.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="label">Label of the token.</param>
    /// <param name="manufacturer">Manufacturer.</param>
    /// <param name="model">Model.</param>
    /// <param name="serialNumber">Serial number of the token.</param>
    /// <param name="pinState">State of the PIN.</param>
    /// <param name="minPinLength">Shortest PIN in bytes; null if not reported.</param>
    /// <param name="maxPinLength">Longest PIN in bytes; null if not reported.</param>
    /// <param name="freeMemory">Unused memory in bytes; null if not reported.</param>
    /// <param name="isSimulated">Whether it is a simulated token.</param>
    public static BioTokenInfo BioTokenInfo(
        VendorProfile? vendor = null,
        string module = "",
        ulong slot = 0,
        string label = "",
        string manufacturer = "",
        string model = "",
        string serialNumber = "",
        PinState pinState = PinState.Ready,
        int? minPinLength = null,
        int? maxPinLength = null,
        long? freeMemory = null,
        bool isSimulated = false)
    {
        TokenInfo token = new()
        {
            Label = label,
            Manufacturer = manufacturer,
            Model = model,
            SerialNumber = serialNumber,
            Flags = TokenFlags.TokenInitialized | PinStates.ToFlags(pinState),
            MinPinLength = (ulong?)minPinLength,
            MaxPinLength = (ulong?)maxPinLength,
            FreePrivateMemory = (ulong?)freeMemory,
        };
        return new BioTokenInfo(source: null, module, checked((nuint)slot), vendor ?? VendorCatalog.Generic, token, isSimulated);
    }

    /// <summary>Makes an identity.</summary>
    /// <param name="certificate">The certificate for signatures.</param>
    /// <param name="keyManagementCertificate">The key-management certificate that goes with it; null if there is none.</param>
    /// <param name="privateKey">
    /// The key that <see cref="TokenIdentity.GetRSAPrivateKey"/> returns, which its caller disposes; null if the private key is not
    /// visible.
    /// </param>
    /// <param name="keyManagementPrivateKey">The same for <see cref="TokenIdentity.GetKeyManagementRSAPrivateKey"/>.</param>
    /// <param name="keyId">CKA_ID of the pair; the subject key identifier if it is empty.</param>
    /// <param name="hasRandomValue">Whether the random value R is visible.</param>
    public static TokenIdentity TokenIdentity(
        NpkiCertificate certificate,
        NpkiCertificate? keyManagementCertificate = null,
        RSA? privateKey = null,
        RSA? keyManagementPrivateKey = null,
        ReadOnlyMemory<byte> keyId = default,
        bool hasRandomValue = false)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        byte[] id = keyId.IsEmpty ? certificate.SubjectKeyIdentifier.ToArray() : keyId.ToArray();
        TokenKeyPair main = MakePair(certificate, id, privateKey is not null, hasRandomValue);
        TokenKeyPair? keyManagement = keyManagementCertificate is null
            ? null
            : MakePair(
                keyManagementCertificate,
                keyManagementCertificate.SubjectKeyIdentifier.ToArray(),
                keyManagementPrivateKey is not null,
                hasRandomValue: false);
        return new TokenIdentity(new GivenKeys(privateKey, keyManagementPrivateKey), new IdentityObjects(main, keyManagement));
    }

    private static TokenKeyPair MakePair(NpkiCertificate certificate, byte[] id, bool hasPrivateKey, bool hasRandomValue)
    {
        TokenObject Make(CKO kind, byte[] value) => new(0, kind, id, Label: [], value, Modulus: [], Hash: [], ContentHash: []);
        KeyList keys = new();
        if (hasPrivateKey)
            keys.Add([Make(CKO.PRIVATE_KEY, [])]);
        if (hasRandomValue)
            keys.Add([Make(CKO.DATA, [])]);
        return new TokenKeyPair(certificate, Make(CKO.CERTIFICATE, certificate.Der.ToArray()), keys, SharesKeys: false, Strangers: []);
    }

    private sealed class GivenKeys(RSA? main, RSA? keyManagement) : IKeySource
    {
        public RSA? MakeKey(IdentityObjects identity, TokenKeyPair pair)
            => ReferenceEquals(pair, identity.KeyManagement) ? keyManagement : main;
    }
}
