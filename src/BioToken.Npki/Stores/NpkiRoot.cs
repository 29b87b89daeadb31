namespace BioToken.Npki.Stores;

/// <summary>A location to search for certificate folders.</summary>
/// <param name="Path">
/// Full path of an NPKI folder; if the caller specified it, of any folder, which is searched five levels deep, or of a file.
/// </param>
/// <param name="Medium">Kind of place.</param>
public sealed record NpkiRoot(string Path, NpkiMedium Medium);
