using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Objects.Attributes;

namespace BioToken.Simulator.Mechanisms.Ciphers;

/// <summary>A block cipher under way: takes parts of any length, and keeps what does not fill a block for the next one.</summary>
internal abstract class BlockOperation : CipherOperation
{
    protected const int BlockLength = BlockKey.BlockLength;

    private readonly byte[] _pending = GC.AllocateArray<byte>(BlockLength, pinned: true);
    private int _pendingLength;

    /// <param name="key">The key, which is the operation's own.</param>
    /// <param name="vector">The initialization vector; empty for ECB.</param>
    /// <param name="mode">The mode.</param>
    protected BlockOperation(BlockKey key, ReadOnlySpan<byte> vector, BlockMode mode)
    {
        Key = key;
        Vector = vector.IsEmpty ? null : vector.ToArray();
        IsPadded = mode == BlockMode.CbcPad;
    }

    protected BlockKey Key { get; }

    /// <summary>What the next block is chained to.</summary>
    protected byte[]? Vector { get; }

    protected bool IsPadded { get; }

    /// <summary>What was kept.</summary>
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

    /// <summary>How many bytes can go through when so many are there; -1 if they do not fit into one output.</summary>
    protected abstract int WholeLength(long available);

    /// <summary>Sends whole blocks through the cipher and moves the chain on.</summary>
    protected abstract void Transform(ReadOnlySpan<byte> blocks, Span<byte> output);

    /// <summary>Fills the output, and keeps what is left of the part.</summary>
    protected void Feed(ReadOnlySpan<byte> part, Span<byte> output)
    {
        // What was kept shifts the output against the input: in the same memory it would overtake it.
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
