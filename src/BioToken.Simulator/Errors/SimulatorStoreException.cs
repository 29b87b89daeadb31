using BioToken.Simulator.Resources;
using BioToken.Storage;

namespace BioToken.Simulator.Errors;

/// <summary>A file of a simulator's directory cannot be used: it is damaged, of a newer version, or another user's.</summary>
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

    internal static SimulatorStoreException Unreadable(string path, Exception cause)
        => new(Messages.Format("StoreUnreadable", path, DiskProblem.Describe(cause)), cause);

    /// <summary>A directory that another user owns.</summary>
    internal static SimulatorStoreException Foreign(string directory) => new(Messages.Format("StoreForeign", directory));

    /// <summary>A file in the place of a directory.</summary>
    internal static SimulatorStoreException NoDirectory(string path) => new(Messages.Format("StoreNoDirectory", path));

    /// <summary>A symbolic link in the place of a file or a directory.</summary>
    internal static SimulatorStoreException Link(string path) => new(Messages.Format("StoreLink", path));

    /// <summary>Makes the error of a damaged token for later calls.</summary>
    internal static SimulatorStoreException From(string serial, Exception failure)
        => failure as SimulatorStoreException ?? Unreadable(serial, failure);

    /// <summary>Whether an exception means that a directory or a file in it cannot be used.</summary>
    internal static bool IsStoreFailure(Exception e) => e is IOException or UnauthorizedAccessException;

    internal static SimulatorStoreException Newer(string path) => new(Messages.Format("StoreNewer", path));
}
