using BioToken.Writing;

namespace BioToken.Tests;

/// <summary>Records the reports of a write, in order.</summary>
internal sealed class Reports : IProgress<WriteProgress>
{
    public List<WriteProgress> All { get; } = [];

    /// <summary>How each private key was verified, in order.</summary>
    public IEnumerable<(string Certificate, KeyVerification By)> Verified
        => All.Select(report => report.Verified).OfType<VerifiedKey>().Select(key => (key.Certificate.SerialNumber, key.By));

    public void Report(WriteProgress value) => All.Add(value);
}
