namespace BioToken.Storage;

/// <summary>Changes of files that are whole and durable when they return, and whole at every instant before.</summary>
internal static class DurableFile
{
    /// <summary>Puts a file in place of an older one, or of none.</summary>
    /// <param name="disk">The disk.</param>
    /// <param name="path">The file.</param>
    /// <param name="temporaryPath">Temporary path in the same directory; a file left there by an interruption is overwritten.</param>
    /// <param name="content">Its content.</param>
    public static void Replace(IDisk disk, string path, string temporaryPath, ReadOnlySpan<byte> content)
    {
        disk.Write(temporaryPath, content);
        disk.Move(temporaryPath, path);
        disk.Flush(Path.GetDirectoryName(path)!);
    }

    /// <summary>Deletes a file.</summary>
    public static void Delete(IDisk disk, string path)
    {
        disk.Delete(path);
        disk.Flush(Path.GetDirectoryName(path)!);
    }

    /// <summary>Creates a directory and its parents, and makes their names durable, whichever process created them.</summary>
    public static void CreateDirectory(IDisk disk, string path)
    {
        if (Path.GetDirectoryName(path) is not { } above)
            return;
        if (!disk.DirectoryExists(path))
        {
            // From the top, each durable before the next: of an existing directory, only its own name may not yet be durable.
            CreateDirectory(disk, above);
            disk.CreateDirectory(path);
            disk.Flush(above);
            return;
        }

        // Another process may have created it a moment ago and not have flushed it.
        FlushAbove(disk, above);
    }

    /// <summary>Makes files durable that another program wrote a moment ago, and the names of their folder and its parents.</summary>
    /// <param name="disk">The disk.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="files">Paths of its files that count.</param>
    public static void Keep(IDisk disk, string folder, IEnumerable<string> files)
    {
        foreach (string file in files)
            disk.Flush(file);
        disk.Flush(folder);
        for (string? above = Path.GetDirectoryName(folder); above is not null; above = Path.GetDirectoryName(above))
            FlushAbove(disk, above);
    }

    private static void FlushAbove(IDisk disk, string directory)
    {
        try
        {
            disk.Flush(directory);
        }
        catch (UnauthorizedAccessException)
        {
            // Files in an inaccessible directory were not created by this account.
        }
    }
}
