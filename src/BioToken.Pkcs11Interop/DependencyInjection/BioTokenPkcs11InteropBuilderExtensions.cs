using BioToken.Pkcs11Interop;
using Net.Pkcs11Interop.HighLevelAPI;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers libraries that Pkcs11Interop has loaded.</summary>
public static class BioTokenPkcs11InteropBuilderExtensions
{
    /// <summary>
    /// Adds the tokens of a library that the application has loaded (<see cref="Pkcs11LibraryModule"/>). Adding a library again changes
    /// nothing.
    /// </summary>
    /// <param name="builder">From <c>AddBioTokens</c>.</param>
    /// <param name="library">The library; it stays the caller's to dispose, after the host.</param>
    /// <param name="path">Absolute path that it was loaded from.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The path is not absolute.</exception>
    public static BioTokenBuilder AddPkcs11Library(this BioTokenBuilder builder, IPkcs11Library library, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        Pkcs11LibraryModule module = new(library, path);
        return builder.Configure(options =>
        {
            if (!options.Modules.OfType<Pkcs11LibraryModule>().Any(known => known.Library == library))
                options.Modules.Add(module);
        });
    }
}
