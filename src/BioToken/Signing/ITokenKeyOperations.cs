using System.Security.Cryptography;
using BioToken.Authentication;
using BioToken.Identities;

namespace BioToken.Signing;

/// <summary>The operations of an open token with its private keys; each call waits for its turn on the module's thread.</summary>
internal interface ITokenKeyOperations
{
    /// <summary>Signs with the key of a pair or, if none is specified, with the only signing key, and verifies the signature.</summary>
    Task<byte[]> SignAsync(
        TokenKeyPair? pair, SignatureRequest request, IProgress<FingerprintPrompt>? progress, CancellationToken cancellationToken);

    /// <summary>Decrypts with the key of a pair.</summary>
    /// <returns>The plain data, which the caller zeroes.</returns>
    Task<byte[]> DecryptAsync(TokenKeyPair pair, byte[] encrypted, RSAEncryptionPadding padding, CancellationToken cancellationToken);

    /// <summary>Throws on the module's thread, which must not wait for its own work.</summary>
    void ThrowIfOnModuleThread();
}
