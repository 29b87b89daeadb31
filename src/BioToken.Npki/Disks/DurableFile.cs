namespace BioToken.Npki;

/// <summary>Changes of files that are whole and durable when they return, and whole at every instant before.</summary>
internal static class DurableFile
{
    /// <summary>Puts a file in place of an older one, or of none.</summary>
    /// <param name="disk">The disk.</param>
    /// <param name="path">The file.</param>
    /// <param name="temporaryPath">Where it is made, in the same directory; what a stop left there is written over.</param>
    /// <param name="content">Its content.</param>
    public static void Replace(IDisk disk, string path, string temporaryPath, ReadOnlySpan<byte> content)
    {
        disk.Write(temporaryPath, content);
        disk.Move(temporaryPath, path);
        disk.FlushDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>Deletes a file.</summary>
    public static void Delete(IDisk disk, string path)
    {
        disk.Delete(path);
        disk.FlushDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>Makes a directory with those above it, and their names durable up to the one that was there before.</summary>
    public static void CreateDirectory(IDisk disk, string path)
    {
        if (disk.DirectoryExists(path))
            return;
        string existing = path;
        while (!disk.DirectoryExists(existing) && Path.GetDirectoryName(existing) is { } above)
            existing = above;
        disk.CreateDirectory(path);
        for (string made = path; made != existing && Path.GetDirectoryName(made) is { } above; made = above)
            disk.FlushDirectory(above);
    }
}
