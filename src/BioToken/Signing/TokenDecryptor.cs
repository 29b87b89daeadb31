using System.Security.Cryptography;
using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Modules;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11;
using BioToken.Resources;
using BioToken.Sessions;

namespace BioToken.Signing;

/// <summary>Decrypts with the private keys on a token; on the module's thread.</summary>
/// <param name="session">The session.</param>
/// <param name="authenticator">Asks for a finger if the token requires one for each operation with a key.</param>
internal sealed class TokenDecryptor(TokenSession session, Authenticator authenticator)
{
    /// <summary>Decrypts with the key of a pair.</summary>
    /// <returns>The plain data, which the caller zeroes.</returns>
    /// <exception cref="CryptographicException">
    /// The data were not encrypted for this key, or the token does not support this decryption.
    /// </exception>
    /// <exception cref="BioTokenException">The module failed.</exception>
    public byte[] Decrypt(TokenKeyPair pair, byte[] encrypted, RSAEncryptionPadding padding, IProgress<FingerprintPrompt>? progress)
    {
        nuint key = new SigningKeySearch(session).Locate(pair);
        CKR result = TryDecrypt(key, DecryptionMechanism.Of(padding), encrypted, progress, out CryptokiFunction function, out byte[] data);
        return result == CKR.OK ? data : throw DecryptionFailed(result, function, padding);
    }

    /// <summary>Decrypts once.</summary>
    /// <param name="key">Handle of the private key.</param>
    /// <param name="mechanism">How.</param>
    /// <param name="encrypted">As long as the modulus.</param>
    /// <param name="progress">Receives the prompts if the token asks for a finger.</param>
    /// <param name="function">The function that returned the value.</param>
    /// <param name="data">The plain data, which the caller zeroes; empty unless the result is <see cref="CKR.OK"/>.</param>
    public CKR TryDecrypt(
        nuint key,
        Mechanism mechanism,
        ReadOnlySpan<byte> encrypted,
        IProgress<FingerprintPrompt>? progress,
        out CryptokiFunction function,
        out byte[] data)
    {
        data = [];
        function = CryptokiFunction.DecryptInit;
        // Padding never enlarges the data.
        byte[] output = GC.AllocateUninitializedArray<byte>(Math.Max(encrypted.Length, 1), pinned: true);
        try
        {
            CKR result = ActiveOperations.DecryptInit(session.Cryptoki, session.Handle, mechanism, key);
            if (result != CKR.OK)
                return result;
            authenticator.MatchForOperation(ActiveOperations.FinishDecryption, progress);
            function = CryptokiFunction.Decrypt;
            result = session.Cryptoki.Decrypt(session.Handle, encrypted, output, out int written);
            if (result == CKR.OK && (uint)written > (uint)output.Length)
                return CKR.GENERAL_ERROR;
            if (result == CKR.OK)
                data = output[..written];
            return result;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(output);
        }
    }

    private CryptographicException DecryptionFailed(CKR result, CryptokiFunction function, RSAEncryptionPadding padding)
    {
        BioTokenException cause = Failures.From(result, function, session.Vendor);
        return result switch
        {
            CKR.KEY_FUNCTION_NOT_PERMITTED => new CryptographicException(Messages.Format("DecryptNotPermitted"), cause),
            // Some modules report an unsupported digest as a bad argument.
            CKR.ARGUMENTS_BAD when padding.Mode == RSAEncryptionPaddingMode.Oaep => NotSupported(),
            _ when DecryptionMechanism.IsMissing(result) => NotSupported(),
            _ when DecryptionMechanism.IsWrongData(result) => new CryptographicException(Messages.Format("DecryptWrongData"), cause),
            _ => cause,
        };
        CryptographicException NotSupported() => new(Messages.Format("DecryptNotSupported", padding, result.ToName()), cause);
    }
}
