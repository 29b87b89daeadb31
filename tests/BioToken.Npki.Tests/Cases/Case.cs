namespace BioToken.Npki.Tests;

/// <summary>Made-up files as programs in the field write them, good and bad. Each is in a folder of its own.</summary>
internal static class Case
{
    /// <summary>The password of all cases that have none of their own.</summary>
    public static string Password { get; } = File.ReadAllText(At("password"));

    /// <summary>The password of a case.</summary>
    public static string PasswordOf(string name)
        => File.Exists(At("folders", name, "password")) ? File.ReadAllText(At("folders", name, "password")) : Password;

    /// <summary>The folder of a case.</summary>
    public static string Folder(string name) => At("folders", name);

    /// <summary>A file of a case.</summary>
    public static byte[] Read(string name, string file) => File.ReadAllBytes(At("folders", name, file));

    /// <summary>The PKCS#12 file of a case.</summary>
    public static byte[] Pfx(string name) => File.ReadAllBytes(At("pfx", name + ".pfx"));

    private static string At(params ReadOnlySpan<string> parts) => Path.Combine([AppContext.BaseDirectory, "Cases", .. parts]);
}
