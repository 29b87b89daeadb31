using System.Security.Cryptography;

namespace BioToken.Signing;

/// <summary>A private key on a token, found and checked, and the public key that its signatures are verified with.</summary>
/// <param name="Handle">Its handle, as it is now.</param>
/// <param name="PublicKey">The public key, which this object disposes.</param>
internal sealed record SigningKey(nuint Handle, RSA PublicKey) : IDisposable
{
    public void Dispose() => PublicKey.Dispose();
}
