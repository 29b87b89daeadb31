using BioToken.Simulator.Mechanisms.Operations;
using Net.Pkcs11Interop.HighLevelAPI;
using static BioToken.Simulator.Pkcs11Interop.Pkcs11Calls;
using CKR = BioToken.Pkcs11.Constants.CKR;
using CKU = BioToken.Pkcs11.Constants.CKU;

namespace BioToken.Simulator.Pkcs11Interop;

/// <content>Signatures and their verification.</content>
internal sealed partial class SimulatedSession
{
    public byte[] Sign(IMechanism mechanism, IObjectHandle keyHandle, byte[] data) => Sign(mechanism, keyHandle, static _ => { }, data);

    public byte[] Sign(IMechanism mechanism, IObjectHandle keyHandle, string keyPin, byte[] data)
        => Sign(mechanism, keyHandle, session => WithPin(keyPin, session.LogInForKey), data);

    public byte[] Sign(IMechanism mechanism, IObjectHandle keyHandle, byte[] keyPin, byte[] data)
        => Sign(mechanism, keyHandle, session => session.LogInForKey(keyPin), data);

    public byte[] Sign(IMechanism mechanism, IObjectHandle keyHandle, Stream inputStream)
        => Sign(mechanism, keyHandle, inputStream, PartLength);

    public byte[] Sign(IMechanism mechanism, IObjectHandle keyHandle, string keyPin, Stream inputStream)
        => Sign(mechanism, keyHandle, keyPin, inputStream, PartLength);

    public byte[] Sign(IMechanism mechanism, IObjectHandle keyHandle, byte[] keyPin, Stream inputStream)
        => Sign(mechanism, keyHandle, keyPin, inputStream, PartLength);

    public byte[] Sign(IMechanism mechanism, IObjectHandle keyHandle, Stream inputStream, int bufferLength)
        => Sign(mechanism, keyHandle, static _ => { }, inputStream, bufferLength);

    public byte[] Sign(IMechanism mechanism, IObjectHandle keyHandle, string keyPin, Stream inputStream, int bufferLength)
        => Sign(mechanism, keyHandle, session => WithPin(keyPin, session.LogInForKey), inputStream, bufferLength);

    public byte[] Sign(IMechanism mechanism, IObjectHandle keyHandle, byte[] keyPin, Stream inputStream, int bufferLength)
        => Sign(mechanism, keyHandle, session => session.LogInForKey(keyPin), inputStream, bufferLength);

    public void Verify(IMechanism mechanism, IObjectHandle keyHandle, byte[] data, byte[] signature, out bool isValid)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(signature);
        StartVerification(mechanism, keyHandle);
        isValid = IsValid(_cryptoki.Verification.Verify(Handle, data, signature), "C_Verify");
    }

    public void Verify(IMechanism mechanism, IObjectHandle keyHandle, Stream inputStream, byte[] signature, out bool isValid)
        => Verify(mechanism, keyHandle, inputStream, signature, out isValid, PartLength);

    public void Verify(
        IMechanism mechanism, IObjectHandle keyHandle, Stream inputStream, byte[] signature, out bool isValid, int bufferLength)
    {
        CheckStream(inputStream, bufferLength);
        ArgumentNullException.ThrowIfNull(signature);
        StartVerification(mechanism, keyHandle);
        ReadParts(
            inputStream,
            bufferLength,
            (part, length) => Check(_cryptoki.Verification.VerifyUpdate(Handle, part.AsSpan(0, length)), "C_VerifyUpdate"));
        isValid = IsValid(_cryptoki.Verification.VerifyFinal(Handle, signature), "C_VerifyFinal");
    }

    private static bool IsValid(CKR result, string function)
    {
        if (result != CKR.SIGNATURE_INVALID)
            Check(result, function);
        return result == CKR.OK;
    }

    private byte[] Sign(IMechanism mechanism, IObjectHandle keyHandle, Action<SimulatedSession> logIn, byte[] data)
    {
        ArgumentNullException.ThrowIfNull(data);
        StartSignature(mechanism, keyHandle);
        logIn(this);
        return Read("C_Sign", (OutputBuffer output, out int written) => _cryptoki.Signing.Sign(Handle, data, output, out written));
    }

    private byte[] Sign(
        IMechanism mechanism, IObjectHandle keyHandle, Action<SimulatedSession> logIn, Stream inputStream, int bufferLength)
    {
        CheckStream(inputStream, bufferLength);
        StartSignature(mechanism, keyHandle);
        logIn(this);
        ReadParts(
            inputStream,
            bufferLength,
            (part, length) => Check(_cryptoki.Signing.SignUpdate(Handle, part.AsSpan(0, length)), "C_SignUpdate"));
        return Read("C_SignFinal", (OutputBuffer output, out int written) => _cryptoki.Signing.SignFinal(Handle, output, out written));
    }

    private void StartSignature(IMechanism mechanism, IObjectHandle keyHandle)
        => Check(_cryptoki.Signing.SignInit(Handle, MechanismReader.Read(mechanism), HandleOf(keyHandle)), "C_SignInit");

    private void StartVerification(IMechanism mechanism, IObjectHandle keyHandle)
        => Check(_cryptoki.Verification.VerifyInit(Handle, MechanismReader.Read(mechanism), HandleOf(keyHandle)), "C_VerifyInit");

    private void LogInForKey(byte[]? pin) => Check(LogIn(CKU.CONTEXT_SPECIFIC, pin), "C_Login");
}
