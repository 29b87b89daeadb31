namespace BioToken.Simulator;

/// <summary>A file of a simulator's directory cannot be used: it is damaged, or a newer version made it.</summary>
public sealed class SimulatorStoreException : IOException
{
    /// <summary>Makes an exception without a message of its own.</summary>
    public SimulatorStoreException()
    {
    }

    /// <summary>Makes an exception.</summary>
    public SimulatorStoreException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with its cause.</summary>
    public SimulatorStoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static SimulatorStoreException Damaged(string path, Exception? cause = null)
        => new(Messages.Format("StoreDamaged", path), cause!);

    internal static SimulatorStoreException Newer(string path) => new(Messages.Format("StoreNewer", path));
}
