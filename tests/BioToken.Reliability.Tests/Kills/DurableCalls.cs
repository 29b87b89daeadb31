namespace BioToken.Reliability.Tests;

/// <summary>The system calls by which a program changes the contents of a disk, or makes them durable.</summary>
internal static class DurableCalls
{
    /// <summary>
    /// The calls of our programs. .NET writes files with <c>pwrite64</c> and never with <c>write</c>, which it uses only for consoles and
    /// pipes; the creation of a file (<c>openat</c>) becomes visible at the next of these calls, which write it.
    /// </summary>
    public const string OfDotNet =
        "fsync,fdatasync,sync_file_range,rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,link,linkat,symlink,symlinkat,"
        + "pwrite64,pwritev,pwritev2,ftruncate,truncate,fallocate,copy_file_range,sendfile,chmod,fchmod,fchmodat";

    /// <summary>The calls of programs that write files through the C library's streams.</summary>
    public const string OfC = OfDotNet + ",write,writev";

    /// <summary>The calls that a trace must contain to check their order too: also those that open files.</summary>
    public const string WithOpening = OfC + ",open,openat,creat";
}
