using BioToken;
using BioToken.Simulator;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers simulated tokens.</summary>
public static class BioTokenSimulatorServiceCollectionExtensions
{
    /// <summary>Adds the tokens of a simulator to those that <see cref="IBioTokenProvider"/> finds; registers the provider if that was not done.</summary>
    /// <param name="services">The services.</param>
    /// <param name="simulator">The simulator; it stays the caller's to dispose.</param>
    public static IServiceCollection AddBioTokenSimulator(this IServiceCollection services, TokenSimulator simulator)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        return services.AddBioTokens(options => options.Modules.Add(new SimulatedTokenModule(simulator)));
    }
}
