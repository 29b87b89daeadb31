using System.Runtime.InteropServices;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Objects;

namespace BioToken.Simulator.Mechanisms.Operations;

/// <summary>A mechanism that uses a key. It supports the operations in its flags; a session requests no others.</summary>
/// <param name="type">The mechanism.</param>
/// <param name="keyType">The type of its keys.</param>
internal abstract class KeyMechanism(CKM type, CKK keyType) : TokenMechanism(type)
{
    public CKK KeyType => keyType;

    /// <summary>Whether a key fits, is allowed this use, and is not kept for other mechanisms.</summary>
    public CKR Check(TokenObject key, KeyUse use)
    {
        bool isPair = keyType is CKK.RSA or CKK.EC;
        if (key.Class != (isPair ? use.Half : CKO.SECRET_KEY) || (CKK?)key.Attributes.GetULong(CKA.KEY_TYPE) != keyType)
            return CKR.KEY_TYPE_INCONSISTENT;
        if (!key.Attributes.GetBoolean(use.Permission))
            return CKR.KEY_FUNCTION_NOT_PERMITTED;
        if (!isPair && ((ulong)key.Attributes.GetBytes(CKA.VALUE).Length is var size) && (size < Info.MinKeySize || size > Info.MaxKeySize))
            return CKR.KEY_SIZE_RANGE;
        // A list without members is none, and allows everything (section 4.7, CKA_ALLOWED_MECHANISMS).
        return key.Attributes.Find(CKA.ALLOWED_MECHANISMS) is { Length: > 0 } allowed && !IsListed(allowed)
            ? CKR.MECHANISM_INVALID
            : CKR.OK;
    }

    private bool IsListed(ReadOnlySpan<byte> mechanisms) => MemoryMarshal.Cast<byte, ulong>(mechanisms).Contains((ulong)Type);

    /// <summary>Starts a signature, to make or to verify it.</summary>
    public virtual CKR StartSignature(TokenObject key, in MechanismArgument argument, out SignatureOperation? operation)
    {
        operation = null;
        return CKR.MECHANISM_INVALID;
    }

    public virtual CKR StartEncryption(TokenObject key, in MechanismArgument argument, out CipherOperation? operation)
    {
        operation = null;
        return CKR.MECHANISM_INVALID;
    }

    public virtual CKR StartDecryption(TokenObject key, in MechanismArgument argument, out CipherOperation? operation)
    {
        operation = null;
        return CKR.MECHANISM_INVALID;
    }
}
