namespace BioToken.Pkcs11;

/// <summary>A mechanism with its parameter (CK_MECHANISM).</summary>
/// <param name="Type">The mechanism.</param>
/// <param name="Pss">The parameter of an RSA PSS mechanism; null for mechanisms without a parameter.</param>
public readonly record struct Mechanism(CKM Type, PssParameters? Pss = null);
