namespace BioToken.Modules;

/// <summary>Work of a <see cref="ModuleThread"/>.</summary>
internal abstract class ModuleWork
{
    /// <summary>What an <see cref="ObjectDisposedException"/> names: the object that the caller disposed.</summary>
    public const string DisposedObject = "IBioToken";

    /// <summary>Makes the exception for a call after the disposal.</summary>
    public static ObjectDisposedException AfterDisposal() => new(DisposedObject);

    /// <summary>Does it; on the module's thread.</summary>
    public abstract void Run();

    /// <summary>The work begins to wait for a person: from now on disposal releases its caller.</summary>
    public abstract void BeginWait();

    /// <summary>The wait is over.</summary>
    public abstract void EndWait();
}
