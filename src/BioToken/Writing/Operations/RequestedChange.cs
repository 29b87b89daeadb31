using BioToken.Identities;
using BioToken.Npki.Identities;

namespace BioToken.Writing.Operations;

/// <summary>A write, replacement or erasure as a caller asks for it.</summary>
/// <param name="Old">What to erase; null if nothing.</param>
/// <param name="Identity">What to write; null if nothing.</param>
/// <param name="Options">What to allow.</param>
internal sealed record RequestedChange(TokenIdentity? Old, NpkiIdentity? Identity, WriteOptions Options)
{
    /// <summary>Serial number of the certificate that is written, or else erased.</summary>
    public string SerialNumber => (Identity?.Certificate ?? Old!.Certificate).SerialNumber;
}
