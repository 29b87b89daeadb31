using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;

namespace BioToken.Simulator.Mechanisms.Ciphers;

/// <summary>Encryption by a block cipher under way.</summary>
internal sealed class BlockEncryption(BlockKey key, ReadOnlySpan<byte> vector, BlockMode mode) : BlockOperation(key, vector, mode)
{
    public override CKR Run(ReadOnlySpan<byte> input, OutputBuffer output, out int written)
    {
        written = 0;
        long length = IsPadded ? ((long)input.Length / BlockLength * BlockLength) + BlockLength : input.Length;
        if (length % BlockLength != 0 || length > int.MaxValue)
            return CKR.DATA_LEN_RANGE;
        written = (int)length;
        if (!output.CanWrite(written, out CKR rv))
            return rv;
        rv = Append(input, output.Place, out int first);
        return rv == CKR.OK ? Finish(output.Place[first..], out _) : rv;
    }

    public override CKR Finish(OutputBuffer output, out int written)
    {
        written = IsPadded ? BlockLength : 0;
        if (!IsPadded)
            return Pending.IsEmpty ? CKR.OK : CKR.DATA_LEN_RANGE;
        if (!output.CanWrite(BlockLength, out CKR rv))
            return rv;
        Span<byte> last = stackalloc byte[BlockLength];
        last.Fill((byte)(BlockLength - Pending.Length));
        Pending.CopyTo(last);
        Transform(last, output.Place[..BlockLength]);
        CryptographicOperations.ZeroMemory(last);
        return CKR.OK;
    }

    protected override int WholeLength(long available)
    {
        long whole = available / BlockLength * BlockLength;
        return whole > int.MaxValue ? -1 : (int)whole;
    }

    protected override void Transform(ReadOnlySpan<byte> blocks, Span<byte> output)
    {
        if (blocks.IsEmpty)
            return;
        Key.Encrypt(blocks, Vector, output);
        if (Vector is not null)
            output[^BlockLength..].CopyTo(Vector);
    }
}
