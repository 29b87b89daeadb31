using BioToken.Cli.Output.Text;
using BioToken.Writing;

namespace BioToken.Cli.Output.Documents.Certificates;

/// <summary>A private key that was verified on the token.</summary>
/// <param name="SerialNumber">Serial number of its certificate.</param>
/// <param name="By"><c>signature</c>, <c>decryption</c> or <c>comparison</c>.</param>
internal sealed record VerifiedDetails(string SerialNumber, string By)
{
    public static VerifiedDetails[] Of(IEnumerable<VerifiedKey> keys)
        => [.. keys.Select(key => new VerifiedDetails(key.Certificate.SerialNumber, JsonName.Of(key.By)))];
}
