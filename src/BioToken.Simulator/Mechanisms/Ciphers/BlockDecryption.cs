using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;

namespace BioToken.Simulator.Mechanisms.Ciphers;

/// <summary>An active decryption by a block cipher. With padding, the last block is kept back until the end.</summary>
internal sealed class BlockDecryption(BlockKey key, ReadOnlySpan<byte> vector, BlockMode mode) : BlockOperation(key, vector, mode)
{
    public override CKR Run(ReadOnlySpan<byte> input, OutputBuffer output, out int written)
    {
        written = 0;
        if (input.Length % BlockLength != 0 || (IsPadded && input.IsEmpty))
            return CKR.ENCRYPTED_DATA_LEN_RANGE;
        written = input.Length;
        if (output.IsQuery)
            return CKR.OK;
        if (!IsPadded)
            return output.CanWrite(input.Length, out CKR rv) ? Append(input, output.Place, out _) : rv;
        return RunPadded(input, output, out written);
    }

    public override CKR Finish(OutputBuffer output, out int written)
    {
        written = 0;
        if (Pending.Length != (IsPadded ? BlockLength : 0))
            return CKR.ENCRYPTED_DATA_LEN_RANGE;
        return IsPadded ? WriteLast(Pending, Vector, output, out written) : CKR.OK;
    }

    protected override int WholeLength(long available)
    {
        long whole = (IsPadded && available > 0 ? available - 1 : available) / BlockLength * BlockLength;
        return whole > int.MaxValue ? -1 : (int)whole;
    }

    protected override void Transform(ReadOnlySpan<byte> blocks, Span<byte> output)
    {
        if (blocks.IsEmpty)
            return;
        Span<byte> chain = stackalloc byte[BlockLength];
        blocks[^BlockLength..].CopyTo(chain);
        Key.Decrypt(blocks, Vector, output);
        if (Vector is not null)
            chain.CopyTo(Vector);
    }

    /// <summary>The last block determines the data's length, and thus whether they fit: it is decrypted first.</summary>
    private CKR RunPadded(ReadOnlySpan<byte> input, OutputBuffer output, out int written)
    {
        int before = input.Length - BlockLength;
        byte[]? chain = before == 0 ? Vector : input.Slice(before - BlockLength, BlockLength).ToArray();
        Span<byte> last = stackalloc byte[BlockLength];
        CKR rv = WriteLast(input[before..], chain, last, out int rest);
        written = rv == CKR.OK ? before + rest : 0;
        if (rv == CKR.OK && output.CanWrite(written, out rv))
        {
            Feed(input[..before], output.Place[..before]);
            last[..rest].CopyTo(output.Place[before..]);
        }

        CryptographicOperations.ZeroMemory(last);
        return rv;
    }

    /// <summary>Decrypts the last block and removes the padding. The chain is unchanged.</summary>
    private CKR WriteLast(ReadOnlySpan<byte> block, byte[]? chain, OutputBuffer output, out int written)
    {
        Span<byte> last = stackalloc byte[BlockLength];
        try
        {
            Key.Decrypt(block, chain, last);
            int padding = last[^1];
            written = 0;
            if (padding is 0 or > BlockLength || last[^padding..].ContainsAnyExcept((byte)padding))
                return CKR.ENCRYPTED_DATA_INVALID;
            written = BlockLength - padding;
            if (output.CanWrite(written, out CKR rv))
                last[..written].CopyTo(output.Place);
            return rv;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(last);
        }
    }
}
