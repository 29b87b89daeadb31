namespace BioToken.Npki.Stores;

/// <summary>Operating systems, by where they keep certificates.</summary>
internal enum NpkiPlatform
{
    Windows,
    MacOS,
    Linux,
}
