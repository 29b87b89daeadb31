using System.Security.Cryptography;

namespace BioToken.Identities;

/// <summary>Where an identity was read from, and its keys are used.</summary>
internal interface IKeySource
{
    /// <summary>Makes the private key of a pair; null if it is not visible, or is no RSA key.</summary>
    RSA? MakeKey(IdentityObjects identity, TokenKeyPair pair);
}
