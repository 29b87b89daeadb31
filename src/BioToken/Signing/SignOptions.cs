using System.Security.Cryptography;
using BioToken.Identities;
using BioToken.Modules;

namespace BioToken.Signing;

/// <summary>Specifies how to sign.</summary>
public sealed record SignOptions
{
    /// <summary>Longest signature in bytes: that of an RSA key of 16,384 bits, the largest that is accepted.</summary>
    public const int MaxSignatureLength = ActiveOperations.MaxResultLength;

    /// <summary>The identity whose key signs; null for the only signing key on the token.</summary>
    public TokenIdentity? Identity { get; init; }

    /// <summary>Digest; SHA-256 by default.</summary>
    public HashAlgorithmName HashAlgorithm { get; init; } = HashAlgorithmName.SHA256;

    /// <summary>Padding; PKCS #1 v1.5 by default, which is what bidding sites verify.</summary>
    public RSASignaturePadding Padding { get; init; } = RSASignaturePadding.Pkcs1;
}
