using BioToken.Pkcs11;

namespace BioToken.Simulator;

/// <summary>A mechanism that signs.</summary>
internal abstract class SignMechanism(CKM type, CKK keyType) : TokenMechanism(type)
{
    private const MechanismFlags Flags = MechanismFlags.Hardware | MechanismFlags.Sign;

    public CKK KeyType => keyType;

    public override MechanismInfo Info => keyType == CKK.RSA
        ? new(RsaParts.MinBits, RsaParts.MaxBits, Flags)
        : new(256, 384, Flags | MechanismFlags.EcFp | MechanismFlags.EcNamedCurve | MechanismFlags.EcUncompress);

    /// <summary>Starts a signature with a key of <see cref="KeyType"/>.</summary>
    /// <param name="parameter">The mechanism's parameter; null for none.</param>
    /// <param name="key">The key.</param>
    /// <param name="operation">The operation, with <see cref="CKR.OK"/>.</param>
    public virtual CKR Start(PssParameters? parameter, SigningKey key, out SignOperation? operation)
    {
        operation = parameter is null ? new SignOperation(this, key) : null;
        return parameter is null ? CKR.OK : CKR.MECHANISM_PARAM_INVALID;
    }

    /// <summary>Signs.</summary>
    /// <param name="operation">What <see cref="Start"/> made.</param>
    /// <param name="data">What to sign.</param>
    /// <param name="signature">Room for the signature, as long as the key's signatures.</param>
    public abstract CKR Sign(SignOperation operation, ReadOnlySpan<byte> data, Span<byte> signature);
}
