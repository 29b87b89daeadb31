namespace BioToken.Npki.Certificates;

/// <summary>Kind of holder a certificate is made for.</summary>
public enum CertificateHolder
{
    /// <summary>The policy does not state it.</summary>
    Unknown,

    /// <summary>A person (개인).</summary>
    Personal,

    /// <summary>A business (사업자).</summary>
    Business,
}
