namespace BioToken.Npki.Stores;

/// <summary>Specifies an operating system, by its certificate locations.</summary>
internal enum NpkiPlatform
{
    Windows,
    MacOS,
    Linux,
}
