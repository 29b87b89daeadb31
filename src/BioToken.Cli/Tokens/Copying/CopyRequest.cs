using BioToken.Cli.Secrets;
using BioToken.Writing;

namespace BioToken.Cli.Tokens.Copying;

/// <summary>A copy's request as typed.</summary>
internal sealed record CopyRequest
{
    /// <summary>The certificate folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Serial number of the certificate to erase; null if none was named.</summary>
    public string? Replace { get; init; }

    /// <summary>The options beyond the safe defaults.</summary>
    public required WriteOptions Allowed { get; init; }

    /// <summary>Whether the answer to every question is yes.</summary>
    public required bool IsConfirmed { get; init; }

    public required TokenAccess Access { get; init; }

    public required SecretSource Password { get; init; }
}
