namespace BioToken;

/// <summary>
/// The modules that are in use in this process. A file has one entry, whatever its path is called, and an <see cref="ITokenModule"/> of another kind has one
/// for each instance.
/// </summary>
internal static class ModuleRegistry
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<object, SharedModule> Modules = [];

    /// <summary>Adds a user of a module.</summary>
    /// <exception cref="BioTokenException">The module's path leads nowhere.</exception>
    public static SharedModule Acquire(ITokenModule module)
    {
        object key = KeyOf(module);
        lock (Gate)
        {
            if (!Modules.TryGetValue(key, out SharedModule? shared))
                Modules.Add(key, shared = new SharedModule(module));
            shared.Users++;
            return shared;
        }
    }

    /// <summary>Ends a use; on the module's thread.</summary>
    /// <param name="module">The module, whose tokens of this user are closed.</param>
    /// <param name="closeTokens">Closes the user's tokens; told whether the module has to be called for it.</param>
    /// <returns>True if it was the last use and the module's thread ends.</returns>
    public static bool Release(SharedModule module, Action<bool> closeTokens)
    {
        bool isLast = RemoveUser(module);
        bool hasEnded = false;
        try
        {
            closeTokens(!isLast || !module.StopEndsSessions);
            if (isLast)
                module.Stop();
        }
        finally
        {
            hasEnded = isLast && EndIfUnused(module);
        }

        return hasEnded;
    }

    private static bool RemoveUser(SharedModule module)
    {
        lock (Gate)
            return --module.Users == 0;
    }

    /// <summary>Ends the thread, unless somebody came while the module was being stopped: it is started again then.</summary>
    private static bool EndIfUnused(SharedModule module)
    {
        lock (Gate)
        {
            if (module.Users > 0)
                return false;
            foreach ((object key, SharedModule other) in Modules)
            {
                if (other != module)
                    continue;
                Modules.Remove(key);
                break;
            }

            module.Thread.Complete();
            return true;
        }
    }

    private static object KeyOf(ITokenModule module) => module is not NativeTokenModule native
        ? module
        : OperatingSystem.IsWindows() ? native.Resolve().ToUpperInvariant() : native.Resolve();
}
