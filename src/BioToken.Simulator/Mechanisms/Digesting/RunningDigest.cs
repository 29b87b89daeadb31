namespace BioToken.Simulator.Mechanisms.Digesting;

/// <summary>A digest, or a keyed digest, of data in parts.</summary>
internal abstract class RunningDigest : IDisposable
{
    /// <summary>Length of the digest in bytes.</summary>
    public abstract int Length { get; }

    public abstract void Append(ReadOnlySpan<byte> part);

    /// <summary>Writes the digest. Nothing may be appended after it.</summary>
    /// <param name="digest">Room for <see cref="Length"/> bytes.</param>
    public abstract void Finish(Span<byte> digest);

    public virtual void Dispose()
    {
    }
}
