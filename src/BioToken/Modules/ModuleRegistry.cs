namespace BioToken.Modules;

/// <summary>
/// The modules that are in use in this process. A file has one entry, whichever path leads to it, and an <see cref="ITokenModule"/> of
/// another kind has one for each instance.
/// </summary>
internal static class ModuleRegistry
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, SharedModule> Files = new(ModulePath.Comparer);
    private static readonly Dictionary<ITokenModule, SharedModule> Others = new(ReferenceEqualityComparer.Instance);

    /// <summary>Adds a user of a module.</summary>
    /// <exception cref="Errors.BioTokenException">The module's path leads nowhere.</exception>
    public static SharedModule Acquire(ITokenModule module)
    {
        string? file = (module as NativeTokenModule)?.Resolve();
        lock (Gate)
        {
            SharedModule shared = file is null ? Find(Others, module, module) : Find(Files, file, module);
            shared.Users++;
            return shared;
        }
    }

    /// <summary>Ends a use; on the module's thread.</summary>
    /// <param name="module">The module, whose tokens of this user are closed.</param>
    /// <param name="closeTokens">Closes the user's tokens; receives whether the module has to be called for it.</param>
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

    /// <summary>Ends the thread, unless a user was added while the module was being stopped: then it is started again.</summary>
    private static bool EndIfUnused(SharedModule module)
    {
        lock (Gate)
        {
            if (module.Users > 0)
                return false;
            Remove(Files, module);
            Remove(Others, module);
            module.Thread.Complete();
            return true;
        }
    }

    private static SharedModule Find<T>(Dictionary<T, SharedModule> known, T key, ITokenModule module)
        where T : notnull
    {
        if (!known.TryGetValue(key, out SharedModule? shared))
            known.Add(key, shared = new SharedModule(module));
        return shared;
    }

    private static void Remove<T>(Dictionary<T, SharedModule> known, SharedModule module)
        where T : notnull
    {
        foreach (T key in known.Where(entry => entry.Value == module).Select(entry => entry.Key).ToArray())
            known.Remove(key);
    }
}
