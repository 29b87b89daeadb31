using BioToken.Pkcs11;

namespace BioToken.Simulator;

// Message digests (PKCS#11 v2.40 section 5.10).
public sealed partial class SimulatedCryptoki
{
    internal CKR DigestInit(nuint session, in MechanismArgument mechanism)
    {
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        lock (found.Gate)
        {
            if (found.Digest.Live is not null)
                return CKR.OPERATION_ACTIVE;
            if (MechanismTable.Find(mechanism.Type) is not DigestMechanism known)
                return CKR.MECHANISM_INVALID;
            if (mechanism.HasParameter)
                return CKR.MECHANISM_PARAM_INVALID;
            found.Digest.Begin(known.Start());
            return CKR.OK;
        }
    }

    internal CKR Digest(nuint session, ReadOnlySpan<byte> data, OutputBuffer digest, out int written)
    {
        written = 0;
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        lock (found.Gate)
        {
            rv = found.Digest.Find(OperationMode.OnePart, out DigestOperation operation);
            if (rv != CKR.OK)
                return rv;
            written = operation.Digest.Length;
            if (!digest.CanTake(written, out rv))
                return rv;
            operation.Digest.Append(data);
            operation.Digest.Finish(digest.Place[..written]);
            return found.Digest.EndAfter(CKR.OK);
        }
    }

    internal CKR DigestUpdate(nuint session, ReadOnlySpan<byte> part)
    {
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        lock (found.Gate)
        {
            rv = found.Digest.Find(OperationMode.Parts, out DigestOperation operation);
            if (rv == CKR.OK)
                operation.Digest.Append(part);
            return rv;
        }
    }

    internal CKR DigestFinal(nuint session, OutputBuffer digest, out int written)
    {
        written = 0;
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        lock (found.Gate)
        {
            rv = found.Digest.Find(OperationMode.Parts, out DigestOperation operation);
            if (rv != CKR.OK)
                return rv;
            written = operation.Digest.Length;
            if (!digest.CanTake(written, out rv))
                return rv;
            operation.Digest.Finish(digest.Place[..written]);
            return found.Digest.EndAfter(CKR.OK);
        }
    }
}
