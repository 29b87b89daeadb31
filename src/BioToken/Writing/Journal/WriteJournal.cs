namespace BioToken;

/// <summary>The journal of writes: what was begun on which token, so that whatever stops it can be undone or finished.</summary>
internal static class WriteJournal
{
    private const string Name = "biotoken";

    public static string DefaultDirectory
    {
        get
        {
            if (OperatingSystem.IsWindows())
                return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), Name);
            string? state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
            // "All paths must be absolute; a relative one is to be ignored" (XDG Base Directory Specification 0.8).
            return Path.IsPathFullyQualified(state ?? "")
                ? Path.Combine(state!, Name)
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state", Name);
        }
    }
}
