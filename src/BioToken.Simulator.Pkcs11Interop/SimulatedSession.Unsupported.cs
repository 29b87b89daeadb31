using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using static BioToken.Simulator.Pkcs11Interop.Pkcs11Calls;
using CKR = BioToken.Pkcs11.Constants.CKR;

namespace BioToken.Simulator.Pkcs11Interop;

/// <content>
/// Functions that the tokens do not have: nothing is wrapped, derived or recovered, two operations are not combined, and the state of one
/// cannot be saved. The two last ones are obsolete (PKCS#11 v2.40 section 5.15).
/// </content>
internal sealed partial class SimulatedSession
{
    public byte[] GetOperationState() => throw Missing("C_GetOperationState");

    public void SetOperationState(byte[] state, IObjectHandle encryptionKey, IObjectHandle authenticationKey)
        => throw Missing("C_SetOperationState");

    public byte[] DigestKey(IMechanism mechanism, IObjectHandle keyHandle) => throw Missing("C_DigestKey");

    public byte[] SignRecover(IMechanism mechanism, IObjectHandle keyHandle, byte[] data) => throw Missing("C_SignRecoverInit");

    public byte[] SignRecover(IMechanism mechanism, IObjectHandle keyHandle, string keyPin, byte[] data)
        => throw Missing("C_SignRecoverInit");

    public byte[] SignRecover(IMechanism mechanism, IObjectHandle keyHandle, byte[] keyPin, byte[] data)
        => throw Missing("C_SignRecoverInit");

    public byte[] VerifyRecover(IMechanism mechanism, IObjectHandle keyHandle, byte[] signature, out bool isValid)
        => throw Missing("C_VerifyRecoverInit");

    public void DigestEncrypt(
        IMechanism digestingMechanism,
        IMechanism encryptionMechanism,
        IObjectHandle keyHandle,
        byte[] data,
        out byte[] digest,
        out byte[] encryptedData)
        => throw Missing("C_DigestEncryptUpdate");

    public byte[] DigestEncrypt(
        IMechanism digestingMechanism, IMechanism encryptionMechanism, IObjectHandle keyHandle, Stream inputStream, Stream outputStream)
        => throw Missing("C_DigestEncryptUpdate");

    public byte[] DigestEncrypt(
        IMechanism digestingMechanism,
        IMechanism encryptionMechanism,
        IObjectHandle keyHandle,
        Stream inputStream,
        Stream outputStream,
        int bufferLength)
        => throw Missing("C_DigestEncryptUpdate");

    public void DecryptDigest(
        IMechanism digestingMechanism,
        IMechanism decryptionMechanism,
        IObjectHandle keyHandle,
        byte[] data,
        out byte[] digest,
        out byte[] decryptedData)
        => throw Missing("C_DecryptDigestUpdate");

    public byte[] DecryptDigest(
        IMechanism digestingMechanism, IMechanism decryptionMechanism, IObjectHandle keyHandle, Stream inputStream, Stream outputStream)
        => throw Missing("C_DecryptDigestUpdate");

    public byte[] DecryptDigest(
        IMechanism digestingMechanism,
        IMechanism decryptionMechanism,
        IObjectHandle keyHandle,
        Stream inputStream,
        Stream outputStream,
        int bufferLength)
        => throw Missing("C_DecryptDigestUpdate");

    public void SignEncrypt(
        IMechanism signingMechanism,
        IObjectHandle signingKeyHandle,
        IMechanism encryptionMechanism,
        IObjectHandle encryptionKeyHandle,
        byte[] data,
        out byte[] signature,
        out byte[] encryptedData)
        => throw Missing("C_SignEncryptUpdate");

    public void SignEncrypt(
        IMechanism signingMechanism,
        IObjectHandle signingKeyHandle,
        string signingKeyPin,
        IMechanism encryptionMechanism,
        IObjectHandle encryptionKeyHandle,
        byte[] data,
        out byte[] signature,
        out byte[] encryptedData)
        => throw Missing("C_SignEncryptUpdate");

    public void SignEncrypt(
        IMechanism signingMechanism,
        IObjectHandle signingKeyHandle,
        byte[] signingKeyPin,
        IMechanism encryptionMechanism,
        IObjectHandle encryptionKeyHandle,
        byte[] data,
        out byte[] signature,
        out byte[] encryptedData)
        => throw Missing("C_SignEncryptUpdate");

    public byte[] SignEncrypt(
        IMechanism signingMechanism,
        IObjectHandle signingKeyHandle,
        IMechanism encryptionMechanism,
        IObjectHandle encryptionKeyHandle,
        Stream inputStream,
        Stream outputStream)
        => throw Missing("C_SignEncryptUpdate");

    public byte[] SignEncrypt(
        IMechanism signingMechanism,
        IObjectHandle signingKeyHandle,
        string signingKeyPin,
        IMechanism encryptionMechanism,
        IObjectHandle encryptionKeyHandle,
        Stream inputStream,
        Stream outputStream)
        => throw Missing("C_SignEncryptUpdate");

    public byte[] SignEncrypt(
        IMechanism signingMechanism,
        IObjectHandle signingKeyHandle,
        byte[] signingKeyPin,
        IMechanism encryptionMechanism,
        IObjectHandle encryptionKeyHandle,
        Stream inputStream,
        Stream outputStream)
        => throw Missing("C_SignEncryptUpdate");

    public byte[] SignEncrypt(
        IMechanism signingMechanism,
        IObjectHandle signingKeyHandle,
        IMechanism encryptionMechanism,
        IObjectHandle encryptionKeyHandle,
        Stream inputStream,
        Stream outputStream,
        int bufferLength)
        => throw Missing("C_SignEncryptUpdate");

    public byte[] SignEncrypt(
        IMechanism signingMechanism,
        IObjectHandle signingKeyHandle,
        string signingKeyPin,
        IMechanism encryptionMechanism,
        IObjectHandle encryptionKeyHandle,
        Stream inputStream,
        Stream outputStream,
        int bufferLength)
        => throw Missing("C_SignEncryptUpdate");

    public byte[] SignEncrypt(
        IMechanism signingMechanism,
        IObjectHandle signingKeyHandle,
        byte[] signingKeyPin,
        IMechanism encryptionMechanism,
        IObjectHandle encryptionKeyHandle,
        Stream inputStream,
        Stream outputStream,
        int bufferLength)
        => throw Missing("C_SignEncryptUpdate");

    public void DecryptVerify(
        IMechanism verificationMechanism,
        IObjectHandle verificationKeyHandle,
        IMechanism decryptionMechanism,
        IObjectHandle decryptionKeyHandle,
        byte[] data,
        byte[] signature,
        out byte[] decryptedData,
        out bool isValid)
        => throw Missing("C_DecryptVerifyUpdate");

    public void DecryptVerify(
        IMechanism verificationMechanism,
        IObjectHandle verificationKeyHandle,
        IMechanism decryptionMechanism,
        IObjectHandle decryptionKeyHandle,
        Stream inputStream,
        Stream outputStream,
        byte[] signature,
        out bool isValid)
        => throw Missing("C_DecryptVerifyUpdate");

    public void DecryptVerify(
        IMechanism verificationMechanism,
        IObjectHandle verificationKeyHandle,
        IMechanism decryptionMechanism,
        IObjectHandle decryptionKeyHandle,
        Stream inputStream,
        Stream outputStream,
        byte[] signature,
        out bool isValid,
        int bufferLength)
        => throw Missing("C_DecryptVerifyUpdate");

    public byte[] WrapKey(IMechanism mechanism, IObjectHandle wrappingKeyHandle, IObjectHandle keyHandle)
        => throw Missing("C_WrapKey");

    public IObjectHandle UnwrapKey(
        IMechanism mechanism, IObjectHandle unwrappingKeyHandle, byte[] wrappedKey, List<IObjectAttribute> attributes)
        => throw Missing("C_UnwrapKey");

    public IObjectHandle DeriveKey(IMechanism mechanism, IObjectHandle baseKeyHandle, List<IObjectAttribute> attributes)
        => throw Missing("C_DeriveKey");

    public void GetFunctionStatus() => throw Missing(CKR.FUNCTION_NOT_PARALLEL, "C_GetFunctionStatus");

    public void CancelFunction() => throw Missing(CKR.FUNCTION_NOT_PARALLEL, "C_CancelFunction");

    private Pkcs11Exception Missing(string function) => Missing(CKR.FUNCTION_NOT_SUPPORTED, function);

    private Pkcs11Exception Missing(CKR result, string function)
    {
        ThrowIfDisposed();
        return Failure(result, function);
    }
}
