using Org.BouncyCastle.Crypto.Digests;

namespace BioToken.Simulator.Mechanisms.Digesting;

/// <summary>SHA-224, which .NET does not have: BouncyCastle's.</summary>
internal sealed class Sha224 : RunningDigest
{
    private readonly Sha224Digest _digest = new();

    public override int Length => _digest.GetDigestSize();

    public override void Append(ReadOnlySpan<byte> part) => _digest.BlockUpdate(part);

    public override void Finish(Span<byte> digest) => _digest.DoFinal(digest);

    public override void Dispose()
    {
        _digest.Reset();
        base.Dispose();
    }
}
