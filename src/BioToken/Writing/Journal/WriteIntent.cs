using BioToken.Npki.Certificates;
using BioToken.Pkcs11.Constants;
using BioToken.Writing.Plans;

namespace BioToken.Writing.Journal;

/// <summary>The intent of a write: the first record of a journal. It contains names and hashes, never a key, R or a PIN.</summary>
internal sealed record WriteIntent
{
    /// <summary>Serial number of the token.</summary>
    public required string TokenSerialNumber { get; init; }

    /// <summary>Manufacturer of the token; null if an earlier version wrote it.</summary>
    public string? TokenManufacturer { get; init; }

    /// <summary>Model of the token; null if an earlier version wrote it.</summary>
    public string? TokenModel { get; init; }

    public required string TokenLabel { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required WriteMode Mode { get; init; }

    /// <summary>Everything that is on the token.</summary>
    public required JournaledObject[] Before { get; init; }

    /// <summary>The objects to erase, as indexes, in this order.</summary>
    public int[] Old { get; init; } = [];

    /// <summary>The objects to write.</summary>
    public JournaledObject[] New { get; init; } = [];

    public string? OldSerialNumber { get; init; }

    public string? NewSerialNumber { get; init; }

    /// <summary>SHA-256 of the certificate that is written; null if none is.</summary>
    public byte[]? NewCertificate { get; init; }

    /// <summary>SHA-256 of the certificate that is erased; null if none is.</summary>
    public byte[]? OldCertificate { get; init; }

    /// <summary>The folder that the new identity was opened from; null if it was not opened from one.</summary>
    public string? SourceFolder { get; init; }

    /// <summary>Whether it is a test write of data alone, for the space check.</summary>
    public bool IsTrial => New.Length > 0 && Array.TrueForAll(New, o => o.Class == CKO.DATA);

    /// <summary>Whether it concerns this certificate.</summary>
    public bool Names(NpkiCertificate certificate)
    {
        byte[] hash = certificate.Digest();
        return hash.AsSpan().SequenceEqual(OldCertificate) || hash.AsSpan().SequenceEqual(NewCertificate);
    }

    /// <summary>Whether a caller's interrupted write is this one.</summary>
    public bool IsOf(InterruptedWrite write)
        => write.StartedAt == StartedAt && write.NewSerialNumber == NewSerialNumber && write.OldSerialNumber == OldSerialNumber;
}
