using BioToken.Pkcs11;

namespace BioToken.Simulator;

// Verifying signatures (PKCS#11 v2.40 section 5.12).
public sealed partial class SimulatedCryptoki
{
    internal CKR VerifyInit(nuint session, in MechanismArgument mechanism, nuint key)
        => Begin(session, static found => found.Verify, KeyUse.Verify, mechanism, key, StartSignature);

    internal CKR Verify(nuint session, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        lock (found.Gate)
        {
            rv = found.Verify.Find(OperationMode.OnePart, out SignatureOperation operation);
            return rv == CKR.OK ? found.Verify.EndAfter(operation.Verify(data, signature)) : rv;
        }
    }

    internal CKR VerifyUpdate(nuint session, ReadOnlySpan<byte> part)
    {
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        lock (found.Gate)
        {
            rv = found.Verify.Find(OperationMode.Parts, out SignatureOperation operation);
            return rv == CKR.OK ? found.Verify.KeepAfter(operation.Append(part)) : rv;
        }
    }

    internal CKR VerifyFinal(nuint session, ReadOnlySpan<byte> signature)
    {
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        lock (found.Gate)
        {
            rv = found.Verify.Find(OperationMode.Parts, out SignatureOperation operation);
            return rv == CKR.OK ? found.Verify.EndAfter(operation.Verify(signature)) : rv;
        }
    }
}
