using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BioToken.Npki.Identities;
using BioToken.Simulator.Issuing;

namespace BioToken.Simulator.Native.Tests.Clients;

/// <summary>Keys and certificates that are created once per run and never change.</summary>
internal static class ClientIdentities
{
    private static readonly Lazy<SimulatedAuthority> LazyAuthority = new(() => new());

    // The name is the host name that TLS clients expect. KISA's critical policy extension is left out, since NSS does not support it.
    private static readonly Lazy<NpkiIdentity> LazyBusiness = new(() => Authority.Issue(
        new SimulatedIdentityOptions { CommonName = "localhost", RealName = null, IdentityNumber = null, PolicyOid = null }));

    private static readonly Lazy<(ECParameters, byte[])> LazyEc = new(MakeEc);

    public static SimulatedAuthority Authority => LazyAuthority.Value;

    /// <summary>A joint certificate for signing, and one for key management.</summary>
    public static NpkiIdentity Business => LazyBusiness.Value;

    /// <summary>A P-256 key with a self-signed certificate.</summary>
    public static (ECParameters Key, byte[] Certificate) Ec => LazyEc.Value;

    private static (ECParameters, byte[]) MakeEc()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=localhost,OU=SIMULATED", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        return (key.ExportParameters(includePrivateParameters: true), certificate.RawData);
    }
}
