using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Objects.Keys;

namespace BioToken.Simulator.Mechanisms.Ciphers;

/// <summary>RSA encryption under way: one part alone.</summary>
internal sealed class RsaEncryption(RsaPublicKey key, EncryptionScheme scheme) : CipherOperation
{
    public override CKR Run(ReadOnlySpan<byte> input, OutputBuffer output, out int written)
    {
        written = key.Length;
        if (!output.CanWrite(key.Length, out CKR rv))
            return rv;
        written = 0;
        if (input.Length > key.Length - scheme.Overhead)
            return CKR.DATA_LEN_RANGE;
        Span<byte> encoded = stackalloc byte[key.Length];
        try
        {
            scheme.Encode(input, encoded);
            if (!key.TryCompute(encoded, output.Place[..key.Length]))
                return CKR.FUNCTION_FAILED;
            written = key.Length;
            return CKR.OK;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(encoded);
        }
    }
}
