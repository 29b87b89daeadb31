namespace BioToken.Reliability.Tests;

/// <summary>The exception for a loss or a broken guarantee after a kill.</summary>
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

    /// <summary>Throws unless a guarantee holds.</summary>
    public static void Unless(bool isKept, string promise)
    {
        if (!isKept)
            throw new KillException(promise);
    }
}
