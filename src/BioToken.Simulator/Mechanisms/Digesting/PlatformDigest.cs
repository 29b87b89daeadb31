using System.Security.Cryptography;

namespace BioToken.Simulator.Mechanisms.Digesting;

/// <summary>A digest that .NET computes.</summary>
internal sealed class PlatformDigest(IncrementalHash hash) : RunningDigest
{
    public override int Length => hash.HashLengthInBytes;

    public override void Append(ReadOnlySpan<byte> part) => hash.AppendData(part);

    public override void Finish(Span<byte> digest) => hash.GetHashAndReset(digest);

    public override void Dispose()
    {
        hash.Dispose();
        base.Dispose();
    }
}
