namespace BioToken.Storage;

/// <summary>
/// The file operations of everything that has to outlive a kill and a power cut, so that tests can cut the power between any two of them,
/// and within one. A link in the place of a file is not followed. Names count only when their directory is flushed: until then a new,
/// renamed or deleted file may come back as it was before.
/// </summary>
internal interface IDisk
{
    bool DirectoryExists(string path);

    /// <summary>Creates a directory that only its owner may enter, and its missing parents. Does nothing if it exists.</summary>
    void CreateDirectory(string path);

    /// <summary>Rejects a directory of another user. Does nothing if it does not exist, and on disks without users.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="mayBeLink">False for one within a directory that was checked.</param>
    /// <exception cref="UnauthorizedAccessException">Another user owns it, or it is a link and may be none.</exception>
    void CheckOwner(string directory, bool mayBeLink = true)
    {
    }

    /// <summary>Full paths of the files of a directory; none if it does not exist.</summary>
    IReadOnlyList<string> ListFiles(string directory);

    /// <summary>Full paths of the directories of a directory; none if it does not exist.</summary>
    IReadOnlyList<string> ListDirectories(string directory);

    /// <summary>Reads a regular file whole, into memory that is not moved.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxLength">Longest file that is read, in bytes.</param>
    /// <returns>The content; empty for a file without a length, such as a pipe; null if there is no such file.</returns>
    /// <exception cref="ExplainedIOException">It is longer.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    byte[]? TryRead(string path, int maxLength);

    /// <summary>
    /// Writes or overwrites a file that only its owner may read, and returns when its content is on the disk; its name need not be.
    /// </summary>
    void Write(string path, ReadOnlySpan<byte> content);

    /// <summary>Writes a new file with the permissions of another, and returns when its content is on the disk.</summary>
    /// <exception cref="IOException">There is something of that name, or the disk failed.</exception>
    void Create(string path, ReadOnlySpan<byte> content, string permissionsOf);

    /// <summary>Cuts a file to a length, writes after it, and returns when both are on the disk.</summary>
    void Append(string path, long length, ReadOnlySpan<byte> content);

    /// <summary>Renames a file, over another if there is one, in one step.</summary>
    void Move(string path, string target);

    /// <summary>Renames a directory in one step; there must be none of that name.</summary>
    void MoveDirectory(string path, string target);

    /// <summary>Deletes a file; does nothing if there is none.</summary>
    void Delete(string path);

    /// <summary>Deletes a directory with all that is in it.</summary>
    void DeleteDirectory(string path);

    /// <summary>
    /// Returns when the names in a directory, or a file's content written by others, are on the disk. Does nothing on Windows.
    /// </summary>
    void Flush(string path);

    /// <summary>Opens a file, made if need be, that only one at a time can have open, in any process.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isTemporary">True for a file that is gone again afterwards, as in a folder that is the user's and not ours.</param>
    /// <returns>Null while another process has it open; otherwise dispose it to release the lock.</returns>
    IDisposable? TryLock(string path, bool isTemporary = false);

    /// <summary>Whether another process has it open in this way. Several processes can check this at the same time.</summary>
    bool IsLocked(string path);
}
