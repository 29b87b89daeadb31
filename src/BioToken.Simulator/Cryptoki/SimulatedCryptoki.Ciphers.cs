using BioToken.Pkcs11;

namespace BioToken.Simulator;

// What encryption and decryption have in common (PKCS#11 v2.40 sections 5.8 and 5.9).
public sealed partial class SimulatedCryptoki
{
    private static CKR Run(
        Session session, OperationSlot<CipherOperation> slot, ReadOnlySpan<byte> input, OutputBuffer output, out int written)
    {
        written = 0;
        lock (session.Gate)
        {
            CKR rv = slot.FindFor(output, OperationMode.OnePart, out CipherOperation operation);
            if (rv != CKR.OK)
                return rv;
            rv = operation.Run(input, output, out written);
            return output.IsQuery && rv == CKR.OK ? rv : slot.EndAfter(rv);
        }
    }

    private static CKR Append(
        Session session, OperationSlot<CipherOperation> slot, ReadOnlySpan<byte> part, OutputBuffer output, out int written)
    {
        written = 0;
        lock (session.Gate)
        {
            CKR rv = slot.FindFor(output, OperationMode.Parts, out CipherOperation operation);
            return rv == CKR.OK ? slot.KeepAfter(operation.Append(part, output, out written)) : rv;
        }
    }

    private static CKR Finish(Session session, OperationSlot<CipherOperation> slot, OutputBuffer output, out int written)
    {
        written = 0;
        lock (session.Gate)
        {
            CKR rv = slot.FindFor(output, OperationMode.Parts, out CipherOperation operation);
            if (rv != CKR.OK)
                return rv;
            rv = operation.Finish(output, out written);
            return output.IsQuery && rv == CKR.OK ? rv : slot.EndAfter(rv);
        }
    }
}
