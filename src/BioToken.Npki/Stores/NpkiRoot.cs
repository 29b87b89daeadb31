namespace BioToken.Npki.Stores;

/// <summary>A place to look for certificate folders in.</summary>
/// <param name="Path">
/// Full path of an NPKI folder; where the caller named it, of any folder, which is searched five levels deep, or of a file.
/// </param>
/// <param name="Medium">Kind of place.</param>
public sealed record NpkiRoot(string Path, NpkiMedium Medium);
