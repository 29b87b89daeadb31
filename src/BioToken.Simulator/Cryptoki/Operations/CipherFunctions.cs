using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki.Application;
using BioToken.Simulator.Cryptoki.Calls;
using BioToken.Simulator.Mechanisms.Operations;

namespace BioToken.Simulator.Cryptoki.Operations;

/// <summary>Encryption, or decryption (PKCS#11 v2.40 sections 5.8 and 5.9).</summary>
internal sealed class CipherFunctions(CallEntry calls, KeyOperations operations, CipherDirection direction)
{
    public CKR Init(nuint session, in MechanismArgument mechanism, nuint key)
    {
        Call call = calls.Enter(direction.Init, session, CallSubject.Object(key));
        return call.EarlyReturn
            ?? call.End(operations.Start(call.Session, direction.SlotOf(call.Session), direction.Use, mechanism, key, direction.Start));
    }

    /// <summary>Encrypts or decrypts all data in one call.</summary>
    public CKR Run(nuint session, ReadOnlySpan<byte> input, OutputBuffer output, out int written)
    {
        written = 0;
        Call call = calls.Enter(direction.Whole, session);
        return call.EarlyReturn ?? call.End(Run(call.Session, input, output, out written), output, ref written);
    }

    public CKR Update(nuint session, ReadOnlySpan<byte> part, OutputBuffer output, out int written)
    {
        written = 0;
        Call call = calls.Enter(direction.Update, session);
        return call.EarlyReturn ?? call.End(Update(call.Session, part, output, out written), output, ref written);
    }

    public CKR Final(nuint session, OutputBuffer output, out int written)
    {
        written = 0;
        Call call = calls.Enter(direction.Final, session);
        return call.EarlyReturn ?? call.End(Final(call.Session, output, out written), output, ref written);
    }

    private CKR Run(Session session, ReadOnlySpan<byte> input, OutputBuffer output, out int written)
    {
        written = 0;
        lock (session.Gate)
        {
            OperationSlot<CipherOperation> slot = direction.SlotOf(session);
            CKR rv = slot.FindFor(output, OperationMode.OnePart, out CipherOperation operation);
            if (rv != CKR.OK)
                return rv;
            rv = operation.Run(input, output, out written);
            return output.IsQuery && rv == CKR.OK ? rv : slot.EndAfter(rv);
        }
    }

    private CKR Update(Session session, ReadOnlySpan<byte> part, OutputBuffer output, out int written)
    {
        written = 0;
        lock (session.Gate)
        {
            OperationSlot<CipherOperation> slot = direction.SlotOf(session);
            CKR rv = slot.FindFor(output, OperationMode.Parts, out CipherOperation operation);
            return rv == CKR.OK ? slot.KeepAfter(operation.Append(part, output, out written)) : rv;
        }
    }

    private CKR Final(Session session, OutputBuffer output, out int written)
    {
        written = 0;
        lock (session.Gate)
        {
            OperationSlot<CipherOperation> slot = direction.SlotOf(session);
            CKR rv = slot.FindFor(output, OperationMode.Parts, out CipherOperation operation);
            if (rv != CKR.OK)
                return rv;
            rv = operation.Finish(output, out written);
            return output.IsQuery && rv == CKR.OK ? rv : slot.EndAfter(rv);
        }
    }
}
