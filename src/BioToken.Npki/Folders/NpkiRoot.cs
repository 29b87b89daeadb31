namespace BioToken.Npki;

/// <summary>A place to look for certificate folders in.</summary>
/// <param name="Path">
/// Full path of an NPKI folder; where the caller named it, also of a CA's folder, a USER folder, a certificate folder, or a disk that
/// has an NPKI folder.
/// </param>
/// <param name="Medium">Kind of place.</param>
public sealed record NpkiRoot(string Path, NpkiMedium Medium);
