using BioToken.Pkcs11.Constants;

namespace BioToken.Pkcs11;

/// <summary>A mechanism with its parameter (CK_MECHANISM).</summary>
/// <param name="Type">The mechanism.</param>
public readonly record struct Mechanism(CKM Type)
{
    /// <summary>The parameter of an RSA PSS mechanism; null for all others.</summary>
    public PssParameters? Pss { get; init; }

    /// <summary>The parameter of <see cref="CKM.RSA_PKCS_OAEP"/>; null for all others.</summary>
    public OaepParameters? Oaep { get; init; }
}
