namespace BioToken.Reliability.Tests;

/// <summary>Something was lost, or is not as it was promised, after a kill.</summary>
internal sealed class KillException : Exception
{
    public KillException()
    {
    }

    public KillException(string message)
        : base(message)
    {
    }

    public KillException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Throws unless a promise is kept.</summary>
    public static void Unless(bool isKept, string promise)
    {
        if (!isKept)
            throw new KillException(promise);
    }
}
