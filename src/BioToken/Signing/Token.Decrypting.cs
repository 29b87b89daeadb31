using System.Security.Cryptography;
using BioToken.Pkcs11;

namespace BioToken;

/// <content>Decryption.</content>
internal sealed partial class Token
{
    /// <summary>Decrypts with a private key.</summary>
    /// <exception cref="CryptographicException">The data were not encrypted for this key, or the token does not decrypt in this way.</exception>
    internal async Task<byte[]> DecryptAsync(TokenKeyPair pair, byte[] encrypted, RSAEncryptionPadding padding, CancellationToken cancellationToken)
    {
        Mechanism mechanism = DecryptionMechanism.Of(padding);
        byte[] data = [];
        bool Work()
        {
            ThrowIfNotAuthenticated();
            ThrowIfGap();
            CKR result = DecryptOnThread(KeySearch.Locate(pair), mechanism, encrypted, _prompts, out string function, out data);
            return result == CKR.OK ? true : throw DecryptionFailed(result, function, padding);
        }

        void Forget() => CryptographicOperations.ZeroMemory(data);
        if (AsksWithinSignature)
            await WaitForFingerAsync(Work, Forget, resource: null, cancellationToken).ConfigureAwait(false);
        else
            await RunAsync(Work, cancellationToken).ConfigureAwait(false);
        Log.Decrypted(_logger, _serial, mechanism.Type);
        return data;
    }

    /// <summary>Makes one decryption; on the module's thread.</summary>
    /// <param name="key">Handle of the private key.</param>
    /// <param name="mechanism">How.</param>
    /// <param name="encrypted">As long as the modulus.</param>
    /// <param name="progress">Receives the prompts if the token asks for a finger.</param>
    /// <param name="function">The function that answered.</param>
    /// <param name="data">The plain data, which the caller zeroes; empty unless the answer is <see cref="CKR.OK"/>.</param>
    private CKR DecryptOnThread(
        nuint key,
        Mechanism mechanism,
        ReadOnlySpan<byte> encrypted,
        IProgress<FingerprintPrompt>? progress,
        out string function,
        out byte[] data)
    {
        data = [];
        function = "C_DecryptInit";
        // No padding makes more of it.
        byte[] output = GC.AllocateUninitializedArray<byte>(Math.Max(encrypted.Length, 1), pinned: true);
        try
        {
            CKR result = ActiveOperations.DecryptInit(Cryptoki, _session, mechanism, key, output);
            if (result != CKR.OK)
                return result;
            if (AsksWithinSignature)
                MatchForDecryption(encrypted, output, progress);
            function = "C_Decrypt";
            result = Cryptoki.Decrypt(_session, encrypted, output, out int written);
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

    private void MatchForDecryption(ReadOnlySpan<byte> encrypted, Span<byte> scratch, IProgress<FingerprintPrompt>? progress)
    {
        try
        {
            LoginOnDevice(CKU.CONTEXT_SPECIFIC, progress);
        }
        catch
        {
            // The operation is still active and would refuse the next one; a C_Decrypt without its login ends it.
            Cryptoki.Decrypt(_session, encrypted, scratch, out _);
            throw;
        }
    }

    private Exception DecryptionFailed(CKR result, string function, RSAEncryptionPadding padding)
    {
        BioTokenException cause = Failures.From(result, function, Vendor);
        return result switch
        {
            CKR.KEY_FUNCTION_NOT_PERMITTED => new CryptographicException(Messages.Format("DecryptNotPermitted"), cause),
            // Some modules take a digest that they do not know for a bad argument.
            CKR.ARGUMENTS_BAD when padding.Mode == RSAEncryptionPaddingMode.Oaep => NotSupported(),
            _ when DecryptionMechanism.IsMissing(result) => NotSupported(),
            _ when DecryptionMechanism.IsWrongData(result) => new CryptographicException(Messages.Format("DecryptWrongData"), cause),
            _ => cause,
        };
        CryptographicException NotSupported() => new(Messages.Format("DecryptNotSupported", padding, result.ToName()), cause);
    }
}
