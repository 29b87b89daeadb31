using BioToken.Pkcs11;

namespace BioToken.Simulator;

// Signing (PKCS#11 v2.40 section 5.11).
public sealed partial class SimulatedCryptoki
{
    private static readonly Starter<SignatureOperation> StartSignature
        = static (KeyMechanism mechanism, TokenObject key, in MechanismArgument argument, out SignatureOperation? operation)
            => mechanism.StartSignature(key, argument, out operation);

    /// <inheritdoc/>
    public CKR SignInit(nuint session, Mechanism mechanism, nuint key)
        => SignInit(session, new MechanismArgument { Type = mechanism.Type, Pss = mechanism.Pss }, key);

    /// <inheritdoc/>
    public CKR Sign(nuint session, ReadOnlySpan<byte> data, Span<byte> signature, out int written)
        => Sign(session, data, (OutputBuffer)signature, out written);

    internal CKR SignInit(nuint session, in MechanismArgument mechanism, nuint key)
        => Begin(session, static found => found.Sign, KeyUse.Sign, mechanism, key, StartSignature);

    internal CKR Sign(nuint session, ReadOnlySpan<byte> data, OutputBuffer signature, out int written)
    {
        written = 0;
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        lock (found.Gate)
        {
            rv = found.Sign.FindFor(signature, OperationMode.OnePart, out SignatureOperation operation);
            if (rv != CKR.OK)
                return rv;
            if (!signature.CanTake(operation.Length, out rv))
            {
                written = operation.Length;
                return rv;
            }

            rv = operation.Sign(data, signature.Place[..operation.Length]);
            written = rv == CKR.OK ? operation.Length : 0;
            return found.Sign.EndAfter(rv);
        }
    }

    internal CKR SignUpdate(nuint session, ReadOnlySpan<byte> part)
    {
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        lock (found.Gate)
        {
            rv = found.Sign.FindReady(OperationMode.Parts, out SignatureOperation operation);
            return rv == CKR.OK ? found.Sign.KeepAfter(operation.Append(part)) : rv;
        }
    }

    internal CKR SignFinal(nuint session, OutputBuffer signature, out int written)
    {
        written = 0;
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        lock (found.Gate)
        {
            rv = found.Sign.FindFor(signature, OperationMode.Parts, out SignatureOperation operation);
            if (rv != CKR.OK)
                return rv;
            if (!signature.CanTake(operation.Length, out rv))
            {
                written = operation.Length;
                return rv;
            }

            rv = operation.Sign(signature.Place[..operation.Length]);
            written = rv == CKR.OK ? operation.Length : 0;
            return found.Sign.EndAfter(rv);
        }
    }
}
