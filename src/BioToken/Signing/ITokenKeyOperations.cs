using System.Security.Cryptography;
using BioToken.Authentication;
using BioToken.Identities;

namespace BioToken.Signing;

/// <summary>
/// What an open token does with the private keys on it, whoever calls; each call waits for its turn on the module's thread.
/// </summary>
internal interface ITokenKeyOperations
{
    /// <summary>Signs with the key of a pair, or, if none is named, with the only key that signs, and verifies the signature.</summary>
    Task<byte[]> SignAsync(
        TokenKeyPair? pair, SignatureRequest request, IProgress<FingerprintPrompt>? progress, CancellationToken cancellationToken);

    /// <summary>Decrypts with the key of a pair.</summary>
    /// <returns>The plain data, which the caller zeroes.</returns>
    Task<byte[]> DecryptAsync(TokenKeyPair pair, byte[] encrypted, RSAEncryptionPadding padding, CancellationToken cancellationToken);

    /// <summary>Refuses to wait on the module's thread for what that thread is to do.</summary>
    void ThrowIfOnModuleThread();
}
