using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Objects.Attributes;

namespace BioToken.Simulator.Objects.Keys;

/// <summary>A private key, ready to sign: made once per object and used again.</summary>
internal abstract class SigningKey
{
    public abstract CKK Type { get; }

    /// <summary>Size in bits.</summary>
    public abstract int Bits { get; }

    /// <summary>Length of its signatures in bytes.</summary>
    public abstract int SignatureLength { get; }

    /// <summary>Makes a private key's signing key; null for any other object.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The attributes are not a key.</exception>
    public static SigningKey? Create(CKO objectClass, AttributeSet attributes)
    {
        if (objectClass != CKO.PRIVATE_KEY)
            return null;
        return (CKK?)attributes.GetULong(CKA.KEY_TYPE) switch
        {
            CKK.RSA => new RsaSigningKey(attributes),
            CKK.EC => new EcSigningKey(attributes),
            _ => null,
        };
    }

    /// <summary>DER SubjectPublicKeyInfo of the public key.</summary>
    public abstract byte[] ExportPublicKeyInfo();

    /// <summary>Signs and verifies, to check that the parts of an imported key belong together.</summary>
    public abstract bool IsConsistent();
}
