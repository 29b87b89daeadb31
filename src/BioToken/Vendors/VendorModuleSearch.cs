namespace BioToken.Vendors;

/// <summary>Looks for the vendors' drivers in Windows' 32-bit and 64-bit system folders, by absolute path only.</summary>
internal static class VendorModuleSearch
{
    public static IEnumerable<string> Find(VendorCatalog vendors)
    {
        string system = Environment.SystemDirectory;
        if (!OperatingSystem.IsWindows() || system.Length == 0)
            return [];
        return vendors.Profiles.SelectMany(p => p.Libraries).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(library => Path.Combine(system, library)).Where(File.Exists);
    }
}
