using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using BioToken.Pkcs11.Records;
using BioToken.Resources;

namespace BioToken.Vendors;

/// <summary>The vendor profiles in use: the library's own, overridden or extended by configuration. Immutable.</summary>
public sealed class VendorCatalog
{
    /// <summary>
    /// Profile of a module without a profile of its own: PIN login, and a finger only if the token reports that the device asks for it.
    /// </summary>
    public static VendorProfile Generic { get; } = new()
    {
        Id = "generic",
        DisplayName = "PKCS#11 token",
        KoreanName = "보안토큰",
        RandomValue = new RandomValueTemplate { HasKeyId = false },
        UsesProtectedPathFlag = true,
    };

    private static readonly Lazy<VendorCatalog> Shipped = new(LoadShipped);

    private VendorCatalog(IReadOnlyList<VendorProfile> profiles) => Profiles = profiles;

    /// <summary>The library's own profiles: the seven rows of the published token list of 2021.</summary>
    public static VendorCatalog Default => Shipped.Value;

    /// <summary>All profiles, those of the library first.</summary>
    public IReadOnlyList<VendorProfile> Profiles { get; }

    /// <summary>Finds a profile by its short name, without case.</summary>
    public bool TryFind(string id, [NotNullWhen(true)] out VendorProfile? profile)
    {
        profile = Profiles.FirstOrDefault(p => string.Equals(p.Id, id, StringComparison.OrdinalIgnoreCase));
        return profile is not null;
    }

    /// <summary>Makes a catalog in which profiles from JSON replace parts of those with the same id, or are added.</summary>
    /// <param name="json">An array of objects with <c>id</c> and any of the members of <see cref="VendorProfile"/>, in camel case.</param>
    /// <exception cref="FormatException">
    /// The text is not such an array, or a member has a value that no token can have; the message names the place.
    /// </exception>
    public VendorCatalog With([StringSyntax(StringSyntaxAttribute.Json)] string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        List<VendorProfile> profiles = [.. Profiles];
        Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < profiles.Count; i++)
            places.Add(profiles[i].Id, i);
        foreach (VendorProfileJson? part in Parse(json))
        {
            if (string.IsNullOrWhiteSpace(part?.Id))
                throw new FormatException(Messages.Format("VendorIdMissing"));
            bool isKnown = places.TryGetValue(part.Id, out int place);
            VendorProfile profile = part.ApplyTo(isKnown ? profiles[place] : NewProfile(part.Id));
            VendorProfileRules.Check(profile);
            if (isKnown)
            {
                profiles[place] = profile;
            }
            else
            {
                places.Add(part.Id, profiles.Count);
                profiles.Add(profile);
            }
        }

        return new VendorCatalog(profiles);
    }

    /// <summary>Chooses the profile of a token.</summary>
    /// <param name="modulePath">Path or name of the module's file.</param>
    /// <param name="module">
    /// Reads the module's own description, called only if a file name fits several manufacturers; returns null if there is none.
    /// </param>
    /// <returns>The profile, or <see cref="Generic"/>.</returns>
    internal VendorProfile Resolve(string modulePath, Func<CryptokiInfo?> module)
    {
        // Split by hand: a driver's Windows path is also parsed on other systems.
        string fileName = modulePath[(modulePath.LastIndexOfAny(['/', '\\']) + 1)..];
        VendorProfile[] candidates =
            [.. Profiles.Where(p => p.Libraries.Contains(fileName, StringComparer.OrdinalIgnoreCase))];
        if (candidates is [{ LibraryMajorVersion: null } only])
            return only;
        if (candidates.Length == 0 || module() is not { } info)
            return Generic;
        return candidates.FirstOrDefault(p => p.LibraryMajorVersion is null || p.LibraryMajorVersion == info.LibraryVersion.Major)
            ?? Generic;
    }

    private static VendorCatalog LoadShipped()
    {
        using Stream stream = typeof(VendorCatalog).Assembly.GetManifestResourceStream("BioToken.Vendors.vendors.json")!;
        using StreamReader reader = new(stream);
        return new VendorCatalog([]).With(reader.ReadToEnd());
    }

    private static VendorProfile NewProfile(string id)
        => Generic with { Id = id, DisplayName = id, KoreanName = id, UsesProtectedPathFlag = false };

    private static VendorProfileJson?[] Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, VendorJsonContext.Default.VendorProfileJsonArray)
                ?? throw new FormatException(Messages.Format("VendorJsonInvalid", "null"));
        }
        // ArgumentException: half a surrogate pair in the text, which is not valid UTF-16.
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new FormatException(Messages.Format("VendorJsonInvalid", e.Message), e);
        }
    }
}
