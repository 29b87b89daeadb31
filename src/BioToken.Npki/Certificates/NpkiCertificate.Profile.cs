using BioToken.Npki.VirtualIdentifiers;

namespace BioToken.Npki.Certificates;

/// <content>The additions of KISA's certificate profile: purpose, authority, real name and VID.</content>
public sealed partial class NpkiCertificate
{
    /// <summary>The CN of the holder's name; null if it has none.</summary>
    public string? CommonName => _subject.CommonName;

    /// <summary>
    /// The name of the CA that issued this certificate, such as <c>TradeSignCA4</c>: the CN of the issuer; null if it has none.
    /// </summary>
    public string? IssuingCa => _issuer.CommonName;

    /// <summary>The company that runs the issuing CA; null if it is not a known one.</summary>
    public NpkiAuthority? Authority { get; }

    /// <summary>True if the issuing CA is known to issue test certificates, or is a simulated one.</summary>
    public bool IsFromTestAuthority { get; }

    /// <summary>Object identifiers of the certificate policies, in the certificate's order; empty if it names none.</summary>
    public IReadOnlyList<string> PolicyOids { get; }

    /// <summary>The certificate's purpose, by its policies.</summary>
    public CertificatePurpose Purpose { get; }

    /// <summary>The holder's real name (IdentifyData.realName); null if the certificate does not hold it.</summary>
    public string? RealName { get; }

    /// <summary>The VID, by which an identity number is checked; null if the certificate has none, as those for key management.</summary>
    public VirtualIdentifier? VirtualIdentifier { get; }

    /// <summary>
    /// True if the extension that would hold the real name and the VID (subjectAltName) is there and cannot be read: services that check
    /// the holder's identity (신원확인) will reject the certificate.
    /// </summary>
    public bool IsIdentifyDataUnreadable { get; }

    internal DistinguishedName SubjectName => _subject;

    internal DistinguishedName IssuerName => _issuer;
}
