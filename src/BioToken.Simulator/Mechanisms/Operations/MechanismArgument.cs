using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Mechanisms.Operations;

/// <summary>A mechanism with the caller's parameter.</summary>
internal readonly ref struct MechanismArgument
{
    public required CKM Type { get; init; }

    /// <summary>The parameter's bytes as they are, for instance an initialization vector; empty for none.</summary>
    public ReadOnlySpan<byte> Parameter { get; init; }

    /// <summary>The parameter of a PSS mechanism, decoded; null if it is none.</summary>
    public PssParameters? Pss { get; init; }

    /// <summary>The parameter of CKM_RSA_PKCS_OAEP, decoded; null if it is none.</summary>
    public OaepArgument? Oaep { get; init; }

    public bool HasParameter => !Parameter.IsEmpty || Pss is not null || Oaep is not null;
}
