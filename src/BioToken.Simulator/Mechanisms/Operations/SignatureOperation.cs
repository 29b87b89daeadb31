using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Digesting;

namespace BioToken.Simulator.Mechanisms.Operations;

/// <summary>A signature under way in a session, to make or to verify.</summary>
/// <param name="scheme">How the key signs.</param>
/// <param name="digest">
/// The mechanism's digest; null if the caller prepares the data, which takes one call (PKCS#11 v2.40 mechanisms section 2.1, note 2).
/// </param>
internal sealed class SignatureOperation(SignatureScheme scheme, MessageDigest? digest) : TokenOperation
{
    private RunningDigest? _running;

    /// <summary>Length of the signature in bytes.</summary>
    public int Length => scheme.Length;

    public CKR Append(ReadOnlySpan<byte> part)
    {
        if (digest is null)
            return CKR.FUNCTION_NOT_SUPPORTED;
        _running ??= digest.Start();
        _running.Append(part);
        return CKR.OK;
    }

    /// <summary>Signs data of one call.</summary>
    public CKR Sign(ReadOnlySpan<byte> data, Span<byte> signature)
    {
        ReadOnlySpan<byte> input = digest is null ? data : digest.Compute(data, stackalloc byte[Digests.MaxLength]);
        return Sign(scheme, input, signature);
    }

    /// <summary>Signs the parts.</summary>
    public CKR Sign(Span<byte> signature)
    {
        CKR rv = Append([]);
        if (rv != CKR.OK)
            return rv;
        Span<byte> input = stackalloc byte[_running!.Length];
        _running.Finish(input);
        return Sign(scheme, input, signature);
    }

    /// <summary>Verifies data of one call.</summary>
    public CKR Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        ReadOnlySpan<byte> input = digest is null ? data : digest.Compute(data, stackalloc byte[Digests.MaxLength]);
        return Verify(scheme, input, signature);
    }

    /// <summary>Verifies the parts.</summary>
    public CKR Verify(ReadOnlySpan<byte> signature)
    {
        CKR rv = Append([]);
        if (rv != CKR.OK)
            return rv;
        Span<byte> input = stackalloc byte[_running!.Length];
        _running.Finish(input);
        return Verify(scheme, input, signature);
    }

    public override void Dispose()
    {
        _running?.Dispose();
        base.Dispose();
    }

    private static CKR Sign(SignatureScheme scheme, ReadOnlySpan<byte> input, Span<byte> signature)
    {
        try
        {
            return scheme.Sign(input, signature);
        }
        catch (CryptographicException)
        {
            return CKR.FUNCTION_FAILED;
        }
    }

    private static CKR Verify(SignatureScheme scheme, ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != scheme.Length)
            return CKR.SIGNATURE_LEN_RANGE;
        try
        {
            return scheme.Verify(input, signature);
        }
        catch (CryptographicException)
        {
            return CKR.FUNCTION_FAILED;
        }
    }
}
