namespace BioToken.Writing;

/// <summary>An interrupted write, replacement or erasure, as the journal on this computer knows it.</summary>
public sealed record InterruptedWrite
{
    /// <summary>Serial number of the token.</summary>
    public required string TokenSerialNumber { get; init; }

    /// <summary>Label of the token.</summary>
    public required string TokenLabel { get; init; }

    /// <summary>How far it had come.</summary>
    public required InterruptedWriteState State { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Serial number of the certificate that was to be written, in hexadecimal; null if none was.</summary>
    public string? NewSerialNumber { get; init; }

    /// <summary>SHA-256 of the certificate that was to be written, in hexadecimal; null if none was. Authorities may give the same serial number.</summary>
    public string? NewCertificate { get; init; }

    /// <summary>Serial number of the certificate that was to be erased, in hexadecimal; null if none was.</summary>
    public string? OldSerialNumber { get; init; }

    /// <summary>The folder that the new identity was opened from; null if it was not opened from one.</summary>
    public string? SourceFolder { get; init; }

    /// <summary>Where copies of the certificates that were on the token lie; they are public, and without keys.</summary>
    public required string BackupFolder { get; init; }

    /// <summary>The journal's file.</summary>
    public required string JournalFile { get; init; }
}
