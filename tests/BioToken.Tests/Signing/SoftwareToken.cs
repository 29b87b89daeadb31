using System.Security.Cryptography;
using BioToken.Authentication;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Npki.Keys;
using BioToken.Signing;

namespace BioToken.Tests.Signing;

/// <summary>Signs SHA-256 with PKCS #1 v1.5, and decrypts, with the keys of an identity on this computer.</summary>
internal sealed class SoftwareToken(NpkiIdentity identity) : ITokenKeyOperations
{
    /// <summary>The signatures and plain data that were returned: the same arrays, no copies.</summary>
    public List<byte[]> Results { get; } = [];

    public bool IsOnModuleThread { get; set; }

    public Task<byte[]> SignAsync(
        TokenKeyPair? pair, SignatureRequest request, IProgress<FingerprintPrompt>? progress, CancellationToken cancellationToken)
    {
        byte[] digest = request.Input[^SHA256.HashSizeInBytes..].ToArray();
        return Task.FromResult(
            Use(identity.PrivateKey, key => key.SignHash(digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
    }

    public Task<byte[]> DecryptAsync(
        TokenKeyPair pair, byte[] encrypted, RSAEncryptionPadding padding, CancellationToken cancellationToken)
        => Task.FromResult(Use(identity.KeyManagementKey!, key => key.Decrypt(encrypted, padding)));

    public void ThrowIfOnModuleThread()
    {
        if (IsOnModuleThread)
            throw new InvalidOperationException("This is the module's thread.");
    }

    private byte[] Use(NpkiPrivateKey key, Func<RSA, byte[]> operation)
    {
        using RSA imported = RSA.Create();
        imported.ImportPkcs8PrivateKey(key.Pkcs8, out _);
        byte[] result = operation(imported);
        Results.Add(result);
        return result;
    }
}
