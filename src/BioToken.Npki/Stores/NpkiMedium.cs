namespace BioToken.Npki.Stores;

/// <summary>Where a certificate folder was looked for.</summary>
public enum NpkiMedium
{
    /// <summary>The places of the operating system on its own disk (하드디스크).</summary>
    HardDisk,

    /// <summary>A removable disk (이동식디스크).</summary>
    RemovableDisk,

    /// <summary>A path that the caller named.</summary>
    Custom,
}
