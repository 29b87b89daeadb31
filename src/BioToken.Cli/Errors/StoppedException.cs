namespace BioToken.Cli.Errors;

/// <summary>A change of a token was interrupted and can be resumed: the cause, and the command that resumes it.</summary>
internal sealed class StoppedException : Exception
{
    public StoppedException(Exception cause, string nextStep)
        : base(cause.Message, cause)
    {
        Cause = cause;
        NextStep = nextStep;
    }

    public Exception Cause { get; }

    /// <summary>The command line to type next.</summary>
    public string NextStep { get; }
}
