namespace BioToken.Npki.Certificates;

/// <summary>Range of services a certificate is accepted by.</summary>
public enum CertificateScope
{
    /// <summary>The policy does not state it.</summary>
    Unknown,

    /// <summary>Every service (범용). Electronic bidding requires this scope.</summary>
    General,

    /// <summary>The named services only (용도제한).</summary>
    Limited,
}
