using System.Security.Cryptography;
using BioToken.Resources;

namespace BioToken.Signing;

/// <content>Encryption, on this computer, and decryption, on the token.</content>
internal sealed partial class TokenRsa
{
    public override byte[] Encrypt(byte[] data, RSAEncryptionPadding padding) => _public.Encrypt(data, padding);

    public override bool TryEncrypt(ReadOnlySpan<byte> data, Span<byte> destination, RSAEncryptionPadding padding, out int bytesWritten)
        => _public.TryEncrypt(data, destination, padding, out bytesWritten);

    public override byte[] Decrypt(byte[] data, RSAEncryptionPadding padding)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(padding);
        if (!_pair.Certificate.IsForKeyManagement)
            throw new CryptographicException(Messages.Format("KeyDoesNotDecrypt"));
        // Rejected here, before a finger is requested; modules return different values for it.
        if (data.Length != KeySize / 8)
            throw new CryptographicException(Messages.Format("DecryptWrongData"));
        _token.ThrowIfOnModuleThread();
        return _token.DecryptAsync(_pair, data, padding, CancellationToken.None).GetAwaiter().GetResult();
    }

    public override bool TryDecrypt(ReadOnlySpan<byte> data, Span<byte> destination, RSAEncryptionPadding padding, out int bytesWritten)
    {
        byte[] plain = Decrypt(data.ToArray(), padding);
        try
        {
            // The length is not known in advance.
            bytesWritten = plain.Length <= destination.Length ? plain.Length : 0;
            return plain.AsSpan().TryCopyTo(destination);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

#pragma warning disable CS0672 // Obsolete in .NET too; what is said here is what to use instead.
    public override byte[] DecryptValue(byte[] rgb) => throw new NotSupportedException(Messages.Format("DecryptPadding", "-"));

    public override byte[] EncryptValue(byte[] rgb) => throw new NotSupportedException(Messages.Format("DecryptPadding", "-"));
#pragma warning restore CS0672
}
