namespace BioToken.Npki;

/// <summary>
/// The file operations of a password change, so that tests can fail and cut each of them. Files are named within one folder.
/// </summary>
internal interface IKeyFolder
{
    /// <summary>The folder, for messages.</summary>
    string Path { get; }

    /// <summary>Keeps other changes out until disposed.</summary>
    IDisposable Lock();

    /// <summary>Names of all files, compared without case: where the disk tells case apart, a false match only ends in an error.</summary>
    IReadOnlySet<string> Names();

    /// <summary>Reads a file.</summary>
    /// <exception cref="NpkiException">There is none, or it is no small regular file.</exception>
    byte[] Read(string name);

    /// <summary>Creates a file with the permissions of another and returns when its content is on the disk.</summary>
    void Write(string name, ReadOnlySpan<byte> content, string permissionsOf);

    /// <summary>Renames a file over another in one step.</summary>
    void Replace(string name, string target);

    void Delete(string name);

    /// <summary>Returns when creations, renames and deletions are on the disk.</summary>
    void Flush();
}
