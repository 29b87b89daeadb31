using BioToken.Simulator.Mechanisms.Digesting;

namespace BioToken.Simulator.Mechanisms.Operations;

/// <summary>A digest under way in a session.</summary>
internal sealed class DigestOperation(RunningDigest digest) : TokenOperation
{
    public RunningDigest Digest => digest;

    public override void Dispose()
    {
        digest.Dispose();
        base.Dispose();
    }
}
