using BioToken.Simulator;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers simulated tokens.</summary>
public static class BioTokenSimulatorBuilderExtensions
{
    /// <summary>
    /// Adds the tokens of a simulator to those that <see cref="BioToken.IBioTokenProvider"/> finds. Adding a simulator again changes
    /// nothing.
    /// </summary>
    /// <param name="builder">From <c>AddBioTokens</c>.</param>
    /// <param name="simulator">The simulator; it stays the caller's to dispose.</param>
    /// <returns>The builder.</returns>
    public static BioTokenBuilder AddSimulator(this BioTokenBuilder builder, TokenSimulator simulator)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(simulator);
        return builder.Configure(options =>
        {
            if (!options.Modules.OfType<SimulatedTokenModule>().Any(module => module.IsOf(simulator)))
                options.Modules.Add(new SimulatedTokenModule(simulator));
        });
    }
}
