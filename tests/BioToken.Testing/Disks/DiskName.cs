namespace BioToken.Testing;

/// <summary>A name in a directory.</summary>
/// <param name="Directory">Node of the directory.</param>
/// <param name="Name">The name.</param>
internal readonly record struct DiskName(int Directory, string Name);
