using BioToken.Pkcs11;

namespace BioToken.Simulator;

// Encryption (PKCS#11 v2.40 section 5.8).
public sealed partial class SimulatedCryptoki
{
    private static readonly Starter<CipherOperation> StartEncryption
        = static (KeyMechanism mechanism, TokenObject key, in MechanismArgument argument, out CipherOperation? operation)
            => mechanism.StartEncryption(key, argument, out operation);

    internal CKR EncryptInit(nuint session, in MechanismArgument mechanism, nuint key)
        => Begin(session, static found => found.Encrypt, KeyUse.Encrypt, mechanism, key, StartEncryption);

    internal CKR Encrypt(nuint session, ReadOnlySpan<byte> data, OutputBuffer encrypted, out int written)
    {
        written = 0;
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        lock (found.Gate)
            return Run(found.Encrypt, data, encrypted, out written);
    }

    internal CKR EncryptUpdate(nuint session, ReadOnlySpan<byte> part, OutputBuffer encrypted, out int written)
    {
        written = 0;
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        lock (found.Gate)
            return Append(found.Encrypt, part, encrypted, out written);
    }

    internal CKR EncryptFinal(nuint session, OutputBuffer encrypted, out int written)
    {
        written = 0;
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        lock (found.Gate)
            return Finish(found.Encrypt, encrypted, out written);
    }

    private static CKR Run(OperationSlot<CipherOperation> slot, ReadOnlySpan<byte> input, OutputBuffer output, out int written)
    {
        written = 0;
        CKR rv = slot.FindFor(output, OperationMode.OnePart, out CipherOperation operation);
        if (rv != CKR.OK)
            return rv;
        rv = operation.Run(input, output, out written);
        return output.IsQuery && rv == CKR.OK ? rv : slot.EndAfter(rv);
    }

    private static CKR Append(OperationSlot<CipherOperation> slot, ReadOnlySpan<byte> part, OutputBuffer output, out int written)
    {
        written = 0;
        CKR rv = slot.FindFor(output, OperationMode.Parts, out CipherOperation operation);
        return rv == CKR.OK ? slot.KeepAfter(operation.Append(part, output, out written)) : rv;
    }

    private static CKR Finish(OperationSlot<CipherOperation> slot, OutputBuffer output, out int written)
    {
        written = 0;
        CKR rv = slot.FindFor(output, OperationMode.Parts, out CipherOperation operation);
        if (rv != CKR.OK)
            return rv;
        rv = operation.Finish(output, out written);
        return output.IsQuery && rv == CKR.OK ? rv : slot.EndAfter(rv);
    }
}
