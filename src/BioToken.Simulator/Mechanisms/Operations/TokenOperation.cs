namespace BioToken.Simulator.Mechanisms.Operations;

/// <summary>An operation under way in a session.</summary>
internal abstract class TokenOperation : IDisposable
{
    public OperationMode Mode { get; set; }

    /// <summary>The login that the operation was started under and ends with; null if its key needs none.</summary>
    public long? LoginVersion { get; set; }

    /// <summary>Whether the key requires a separate login for this operation (CKA_ALWAYS_AUTHENTICATE), which is not done yet.</summary>
    public bool NeedsContextLogin { get; set; }

    /// <summary>Whether the key has CKA_ALWAYS_AUTHENTICATE.</summary>
    public bool IsAlwaysAuthenticate { get; set; }

    public virtual void Dispose()
    {
    }
}
