using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BioToken.Npki.Certificates;
using BioToken.Npki.Identities;
using BioToken.Npki.Keys;
using BioToken.Npki.VirtualIdentifiers;

namespace BioToken.Simulator.Issuing;

/// <summary>
/// A certificate authority for tests and samples: it issues joint certificates (공동인증서) of KISA's profile, in process, whose names contain
/// SIMULATED. They are good for nothing but tests: no service trusts it.
/// </summary>
/// <example>
/// <code>
/// using SimulatedAuthority authority = new();
/// using NpkiIdentity identity = authority.Issue();
/// SimulatedNpkiFolder.Write(root, identity, "password");
/// </code>
/// </example>
public sealed class SimulatedAuthority : IDisposable
{
    private const string Marker = "SIMULATED";
    private const int KeySize = 2048;
    private const int RandomValueLength = 20;

    private readonly TimeProvider _timeProvider;
    private readonly string _organization;
    private readonly RSA _key;
    private readonly X500DistinguishedName _name;

    /// <summary>Makes an authority with a new key, valid for ten years before and after now.</summary>
    /// <param name="organization">
    /// The O of its name and its holders' names. With that of a real authority, such as "KICA", certificates are shown as this authority's;
    /// the CN contains SIMULATED nevertheless.
    /// </param>
    /// <param name="timeProvider">The clock that validity is reckoned by; null for the system's.</param>
    public SimulatedAuthority(string organization = Marker, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(organization);
        _timeProvider = timeProvider ?? TimeProvider.System;
        _organization = organization;
        _name = KisaProfile.Name(organization, ["AccreditedCA"], organization == Marker ? $"{Marker} CA" : $"{Marker} {organization} CA");
        _key = RSA.Create(KeySize);
        Certificate = SelfSign();
    }

    /// <summary>The authority's certificate, signed by itself.</summary>
    public NpkiCertificate Certificate { get; }

    /// <summary>Makes keys and certificates for a holder. Each key takes a large part of a second.</summary>
    /// <param name="options">The contents of the certificates; null for the defaults.</param>
    /// <returns>The identity, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">
    /// The validity ends before it starts, or a number or the serial number has a wrong form.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The authority is disposed.</exception>
    public NpkiIdentity Issue(SimulatedIdentityOptions? options = null)
    {
        options ??= new();
        string serial = options.SerialNumber ?? Convert.ToHexString(RandomSerial());
        byte[] r = GC.AllocateArray<byte>(RandomValueLength, pinned: true);
        RandomNumberGenerator.Fill(r);
        try
        {
            (NpkiCertificate certificate, NpkiPrivateKey key) = IssueSigning(options, Convert.FromHexString(serial), r);
            if (!options.HasKeyManagementPair)
                return NpkiIdentity.Create(certificate, key);

            try
            {
                (NpkiCertificate kmCertificate, NpkiPrivateKey kmKey) = IssuePair(
                    options, X509KeyUsageFlags.KeyEncipherment, Successor(serial), r: [], identifyData: null);
                return NpkiIdentity.Create(certificate, key, kmCertificate, kmKey);
            }
            catch
            {
                key.Dispose();
                throw;
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(r);
        }
    }

    /// <summary>Disposes the authority's key. Its certificates stay usable.</summary>
    public void Dispose() => _key.Dispose();

    private (NpkiCertificate Certificate, NpkiPrivateKey Key) IssueSigning(SimulatedIdentityOptions options, byte[] serial, byte[] r)
    {
        X509Extension? identifyData = null;
        if (options.RealName is not null)
        {
            VirtualIdentifier? vid = options.IdentityNumber is null
                ? null
                : VirtualIdentifier.Compute(options.VirtualIdentifierHash, options.IdentityNumber, r);
            identifyData = KisaProfile.IdentifyData(options.RealName, vid);
        }

        const X509KeyUsageFlags Usages = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation;
        return IssuePair(options, Usages, serial, options.HasRandomValue ? r : [], identifyData);
    }

    private (NpkiCertificate Certificate, NpkiPrivateKey Key) IssuePair(
        SimulatedIdentityOptions options, X509KeyUsageFlags usages, byte[] serial, byte[] r, X509Extension? identifyData)
    {
        using RSA key = RSA.Create(options.KeySize);
        X500DistinguishedName name = KisaProfile.Name(_organization, options.OrganizationalUnits, options.CommonName);
        CertificateRequest request = new(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(Certificate.SubjectKeyIdentifier.Span));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usages, critical: true));
        if (options.PolicyOid is not null)
            request.CertificateExtensions.Add(KisaProfile.Policy(options.PolicyOid));
        if (identifyData is not null)
            request.CertificateExtensions.Add(identifyData);

        DateTimeOffset notBefore = options.NotBefore ?? _timeProvider.GetUtcNow().AddDays(-1);
        NpkiCertificate certificate = Sign(request, notBefore, options.NotAfter ?? notBefore.AddYears(1), serial);
        return (certificate, NpkiPrivateKey.Create(key, r));
    }

    private NpkiCertificate SelfSign()
    {
        CertificateRequest request = new(_name, _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        DateTimeOffset now = _timeProvider.GetUtcNow();
        return Sign(request, now.AddYears(-10), now.AddYears(10), RandomSerial());
    }

    private NpkiCertificate Sign(CertificateRequest request, DateTimeOffset notBefore, DateTimeOffset notAfter, byte[] serial)
    {
        X509SignatureGenerator generator = X509SignatureGenerator.CreateForRSA(_key, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.Create(_name, generator, notBefore, notAfter, serial);
        return NpkiCertificate.Parse(certificate.RawData);
    }

    private static byte[] RandomSerial()
    {
        // Positive and without a leading zero.
        byte[] serial = RandomNumberGenerator.GetBytes(8);
        serial[0] = (byte)((serial[0] & 0x3F) | 0x40);
        return serial;
    }

    private static byte[] Successor(string serial)
    {
        BigInteger number = new(Convert.FromHexString(serial), isUnsigned: true, isBigEndian: true);
        return (number + BigInteger.One).ToByteArray(isUnsigned: true, isBigEndian: true);
    }
}
