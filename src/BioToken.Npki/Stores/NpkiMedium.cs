namespace BioToken.Npki.Stores;

/// <summary>Specifies where a certificate folder was searched for.</summary>
public enum NpkiMedium
{
    /// <summary>The operating system's locations on its own disk (하드디스크).</summary>
    HardDisk,

    /// <summary>A removable disk (이동식디스크).</summary>
    RemovableDisk,

    /// <summary>A path that the caller named.</summary>
    Custom,
}
