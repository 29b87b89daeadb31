using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Objects.Attributes;

namespace BioToken.Simulator.Mechanisms.Ciphers;

/// <summary>An active block cipher operation: accepts parts of any length, and keeps an incomplete block for the next part.</summary>
internal abstract class BlockOperation : CipherOperation
{
    protected const int BlockLength = BlockKey.BlockLength;

    private readonly byte[] _pending = GC.AllocateArray<byte>(BlockLength, pinned: true);
    private int _pendingLength;

    /// <param name="key">The key, which the operation owns.</param>
    /// <param name="vector">The initialization vector; empty for ECB.</param>
    /// <param name="mode">The mode.</param>
    protected BlockOperation(BlockKey key, ReadOnlySpan<byte> vector, BlockMode mode)
    {
        Key = key;
        Vector = vector.IsEmpty ? null : vector.ToArray();
        IsPadded = mode == BlockMode.CbcPad;
    }

    protected BlockKey Key { get; }

    /// <summary>The chaining value of the next block.</summary>
    protected byte[]? Vector { get; }

    protected bool IsPadded { get; }

    /// <summary>The kept bytes.</summary>
    protected ReadOnlySpan<byte> Pending => _pending.AsSpan(0, _pendingLength);

    public override CKR Append(ReadOnlySpan<byte> part, OutputBuffer output, out int written)
    {
        int whole = WholeLength((long)_pendingLength + part.Length);
        written = whole;
        if (whole < 0)
            return CKR.DATA_LEN_RANGE;
        if (output.CanWrite(whole, out CKR rv))
            Feed(part, output.Place[..whole]);
        return rv;
    }

    public override void Dispose()
    {
        Key.Dispose();
        CryptographicOperations.ZeroMemory(_pending);
        base.Dispose();
    }

    /// <summary>The number of bytes to process of those available; -1 if they do not fit into one output.</summary>
    protected abstract int WholeLength(long available);

    /// <summary>Sends whole blocks through the cipher and moves the chain on.</summary>
    protected abstract void Transform(ReadOnlySpan<byte> blocks, Span<byte> output);

    /// <summary>Fills the output, and keeps the rest of the part.</summary>
    protected void Feed(ReadOnlySpan<byte> part, Span<byte> output)
    {
        // Kept bytes shift the output against the input: in shared memory it would overwrite unread input.
        if (part.Overlaps(output, out int offset) && (offset != 0 || _pendingLength > 0))
        {
            byte[] copy = AttributeSet.Pin(part);
            FeedApart(copy, output);
            CryptographicOperations.ZeroMemory(copy);
            return;
        }

        FeedApart(part, output);
    }

    private void FeedApart(ReadOnlySpan<byte> part, Span<byte> output)
    {
        if (output.Length > 0 && _pendingLength > 0)
        {
            int filling = BlockLength - _pendingLength;
            part[..filling].CopyTo(_pending.AsSpan(_pendingLength));
            part = part[filling..];
            Transform(_pending, output[..BlockLength]);
            output = output[BlockLength..];
            _pendingLength = 0;
        }

        Transform(part[..output.Length], output);
        part = part[output.Length..];
        part.CopyTo(_pending.AsSpan(_pendingLength));
        _pendingLength += part.Length;
    }
}
