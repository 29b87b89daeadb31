using System.Security.Cryptography;

namespace BioToken.Identities;

/// <summary>The token that an identity was read from and whose keys it uses.</summary>
internal interface IKeySource
{
    /// <summary>Makes the private key of a pair; null if it is not visible or not an RSA key.</summary>
    RSA? MakeKey(IdentityObjects identity, TokenKeyPair pair);
}
