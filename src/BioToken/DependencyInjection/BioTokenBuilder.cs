using BioToken;
using BioToken.Modules;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Configures the services of <see cref="IBioTokenProvider"/>. Returned by <c>AddBioTokens</c>; other packages extend it.
/// </summary>
public sealed class BioTokenBuilder
{
    internal BioTokenBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services of the application.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Sets options after those set before.</summary>
    /// <param name="configure">Sets them.</param>
    /// <returns>This builder.</returns>
    public BioTokenBuilder Configure(Action<BioTokenOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.Configure(configure);
        return this;
    }

    /// <summary>Adds a PKCS#11 module by its path. A module that was already added is not added again.</summary>
    /// <param name="path">Absolute path of the module's file; it is checked when the host starts, and read when tokens are listed.</param>
    /// <returns>This builder.</returns>
    public BioTokenBuilder AddModule(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Configure(options => AddOnce(options.ModulePaths, path));
    }

    /// <summary>Adds a module that is not a file. A module that was already added is not added again.</summary>
    /// <param name="module">The module.</param>
    /// <returns>This builder.</returns>
    public BioTokenBuilder AddModule(ITokenModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        return Configure(options => AddOnce(options.Modules, module));
    }

    private static void AddOnce<T>(IList<T> list, T item)
    {
        if (!list.Contains(item))
            list.Add(item);
    }
}
