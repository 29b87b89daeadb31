using BioToken.Npki.Certificates;
using BioToken.Tokens;

namespace BioToken.Writing;

/// <summary>An interrupted write, replacement or erasure, as recorded in the journal on this computer.</summary>
public sealed record InterruptedWrite
{
    /// <summary>Serial number of the token.</summary>
    public required string TokenSerialNumber { get; init; }

    /// <summary>Manufacturer that the token reports; null if an earlier version wrote the journal.</summary>
    public string? TokenManufacturer { get; init; }

    /// <summary>Model that the token reports; null if an earlier version wrote the journal.</summary>
    public string? TokenModel { get; init; }

    /// <summary>Label of the token.</summary>
    public required string TokenLabel { get; init; }

    /// <summary>Its state.</summary>
    public required InterruptedWriteState State { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Serial number of the certificate that was to be written, in hexadecimal; null if none was.</summary>
    public string? NewSerialNumber { get; init; }

    /// <summary>
    /// SHA-256 of the certificate that was to be written, in hexadecimal; null if none was. Authorities may give the same serial number.
    /// </summary>
    public string? NewCertificateHash { get; init; }

    /// <summary>Serial number of the certificate that was to be erased, in hexadecimal; null if none was.</summary>
    public string? OldSerialNumber { get; init; }

    /// <summary>The folder that the new identity was opened from; null if it was not opened from one.</summary>
    public string? SourceFolder { get; init; }

    /// <summary>Folder with copies of the certificates that were on the token; they are public, without keys.</summary>
    public required string BackupFolder { get; init; }

    /// <summary>The journal's file.</summary>
    public required string JournalFile { get; init; }

    /// <summary>
    /// Returns whether a certificate is the one that was to be written, from which <see cref="IWriteRecovery.ResumeAsync"/> closes a gap.
    /// </summary>
    /// <param name="certificate">The signature certificate of the source.</param>
    public bool IsSource(NpkiCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return NewCertificateHash is null ? certificate.SerialNumber == NewSerialNumber : certificate.HasDigest(NewCertificateHash);
    }

    /// <summary>
    /// Returns whether a token has the manufacturer, model and serial number of the one that this was on. Several may have the same.
    /// </summary>
    /// <param name="token">The token.</param>
    public bool MayBeOf(BioTokenInfo token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return new TokenKey(TokenManufacturer ?? token.Manufacturer, TokenModel ?? token.Model, TokenSerialNumber) == token.Key;
    }

    /// <summary>
    /// Returns whether a token also has the same label, which only its initialization changes. If several tokens agree in all of these,
    /// their contents decide (<see cref="IWriteRecovery.GetInterruptedWriteAsync"/>).
    /// </summary>
    /// <param name="token">The token.</param>
    public bool IsOf(BioTokenInfo token) => MayBeOf(token) && TokenLabel == token.Label;
}
