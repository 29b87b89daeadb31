namespace BioToken.Testing;

/// <summary>A library for this system that needs another library, which is missing.</summary>
public static class BrokenLibrary
{
    /// <summary>Name of the library that is missing.</summary>
    public const string Missing = "libdriver-part.so.7";

    /// <summary>Compiles it into a folder.</summary>
    /// <returns>Its path; null if there is no C compiler of a Unix system.</returns>
    public static string? Build(TemporaryFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (OperatingSystem.IsWindows() || ExternalProgram.Find("cc") is not { } compiler)
            return null;
        string part = folder[Missing];
        string driver = folder["libdriver.so"];
        string partSource = folder.Write("part.c", "int part(void) { return 0; }\n"u8.ToArray());
        string driverSource = folder.Write(
            "driver.c", "int part(void);\nint C_GetFunctionList(void **list) { *list = 0; return part(); }\n"u8.ToArray());
        ExternalProgram.Run(compiler, ["-shared", "-fPIC", $"-Wl,-soname,{Missing}", "-o", part, partSource]);
        ExternalProgram.Run(compiler, ["-shared", "-fPIC", "-o", driver, driverSource, part]);
        File.Delete(part);
        return driver;
    }
}
