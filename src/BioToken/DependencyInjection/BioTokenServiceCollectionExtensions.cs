using BioToken;
using BioToken.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers BioToken's services.</summary>
public static class BioTokenServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="IBioTokenProvider"/> as a singleton, with the application's logging and clock. The options are validated when
    /// the host starts; paths are read when tokens are listed. Registering it again only adds options.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options; null for the defaults.</param>
    /// <returns>A builder, which adds modules.</returns>
    public static BioTokenBuilder AddBioTokens(this IServiceCollection services, Action<BioTokenOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<BioTokenOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BioTokenOptions>, BioTokenOptionsRules>());
        services.TryAddSingleton<IBioTokenProvider>(static provider => new BioTokenProvider(
            provider.GetRequiredService<IOptions<BioTokenOptions>>().Value,
            provider.GetService<ILoggerFactory>(),
            provider.GetService<TimeProvider>()));
        BioTokenBuilder builder = new(services);
        return configure is null ? builder : builder.Configure(configure);
    }

    /// <summary>
    /// Does the same, with options from the application's configuration, such as <c>"BioToken": { "ModulePaths": ["/usr/lib/…"] }</c>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">
    /// The section whose keys are properties of <see cref="BioTokenOptions"/> that hold text, numbers or times. Any other key fails when
    /// the host starts.
    /// </param>
    /// <returns>A builder, which adds modules.</returns>
    public static BioTokenBuilder AddBioTokens(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddBioTokens(options => ConfiguredOptions.Apply(configuration, options));
    }
}
