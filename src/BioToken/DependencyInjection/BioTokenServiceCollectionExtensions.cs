using BioToken;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers BioToken's services.</summary>
public static class BioTokenServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="IBioTokenProvider"/> as a singleton, with the application's logging and clock. The options are validated when the host starts; paths
    /// are looked at when they are used.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options; null for the defaults.</param>
    public static IServiceCollection AddBioTokens(this IServiceCollection services, Action<BioTokenOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<BioTokenOptions>().ValidateOnStart();
        if (configure is not null)
            services.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BioTokenOptions>, BioTokenOptionsRules>());
        services.TryAddSingleton<IBioTokenProvider>(static provider => new BioTokenProvider(
            provider.GetRequiredService<IOptions<BioTokenOptions>>().Value,
            provider.GetService<ILoggerFactory>(),
            provider.GetService<TimeProvider>()));
        return services;
    }
}
