using System.Security.Cryptography;

namespace BioToken.Signing;

/// <summary>A private key on a token, and the public key that verifies its signatures.</summary>
/// <param name="Handle">Its current handle.</param>
/// <param name="PublicKey">The public key, which this object disposes.</param>
internal sealed record SigningKey(nuint Handle, RSA PublicKey) : IDisposable
{
    public void Dispose() => PublicKey.Dispose();
}
