using BioToken.Npki.Keys;

namespace BioToken.Cli.Output.Documents.Folders;

/// <summary>How a private key is encrypted.</summary>
internal sealed record EncryptionDetails(string Algorithm, string Description, int Iterations)
{
    public static EncryptionDetails Of(EncryptedPrivateKey key) => new(key.Algorithm, key.Description, key.Iterations);
}
