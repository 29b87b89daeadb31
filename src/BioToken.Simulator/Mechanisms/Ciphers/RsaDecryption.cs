using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Objects.Keys;

namespace BioToken.Simulator.Mechanisms.Ciphers;

/// <summary>
/// An active RSA decryption, of one part only. The padding is checked here and not by the platform, which may answer a wrong one with
/// random data (implicit rejection of OpenSSL 3.2): PKCS#11 has CKR_ENCRYPTED_DATA_INVALID.
/// </summary>
internal sealed class RsaDecryption(RsaSigningKey key, EncryptionScheme scheme) : CipherOperation
{
    public override CKR Run(ReadOnlySpan<byte> input, OutputBuffer output, out int written)
    {
        int length = key.SignatureLength;
        written = output.IsQuery ? length - scheme.Overhead : 0;
        if (output.IsQuery)
            return CKR.OK;
        if (input.Length != length)
            return CKR.ENCRYPTED_DATA_LEN_RANGE;
        Span<byte> encoded = stackalloc byte[length];
        try
        {
            if (!key.TryCompute(input, encoded) || !scheme.TryDecode(encoded, out ReadOnlySpan<byte> message))
                return CKR.ENCRYPTED_DATA_INVALID;
            written = message.Length;
            if (output.CanWrite(message.Length, out CKR rv))
                message.CopyTo(output.Place);
            return rv;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(encoded);
        }
    }
}
