namespace BioToken.Reliability.Tests;

/// <summary>The system calls by which a program changes what is on a disk, or makes sure that it is there.</summary>
internal static class DurableCalls
{
    /// <summary>
    /// Those of our programs. .NET writes files by <c>pwrite64</c> and never by <c>write</c>, which is left to consoles and pipes; that a
    /// new file is made (<c>openat</c>) shows at the next of these calls, which write it.
    /// </summary>
    public const string OfDotNet =
        "fsync,fdatasync,sync_file_range,rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,link,linkat,symlink,symlinkat,"
        + "pwrite64,pwritev,pwritev2,ftruncate,truncate,fallocate,copy_file_range,sendfile,chmod,fchmod,fchmodat";

    /// <summary>Those of programs that write files through the C library's streams.</summary>
    public const string OfC = OfDotNet + ",write,writev";

    /// <summary>What a trace has to hold for the order of calls as well: how files are opened.</summary>
    public const string WithOpening = OfC + ",open,openat,creat";
}
