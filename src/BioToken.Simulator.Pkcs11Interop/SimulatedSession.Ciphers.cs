using BioToken.Simulator.Cryptoki.Operations;
using BioToken.Simulator.Mechanisms.Operations;
using Net.Pkcs11Interop.HighLevelAPI;
using static BioToken.Simulator.Pkcs11Interop.Pkcs11Calls;

namespace BioToken.Simulator.Pkcs11Interop;

/// <content>Encryption, decryption and digests.</content>
internal sealed partial class SimulatedSession
{
    public byte[] Encrypt(IMechanism mechanism, IObjectHandle keyHandle, byte[] data)
        => Run(_cryptoki.Encryption, "Encrypt", mechanism, keyHandle, data);

    public void Encrypt(IMechanism mechanism, IObjectHandle keyHandle, Stream inputStream, Stream outputStream)
        => Encrypt(mechanism, keyHandle, inputStream, outputStream, PartLength);

    public void Encrypt(IMechanism mechanism, IObjectHandle keyHandle, Stream inputStream, Stream outputStream, int bufferLength)
        => Run(_cryptoki.Encryption, "Encrypt", mechanism, keyHandle, inputStream, outputStream, bufferLength);

    public byte[] Decrypt(IMechanism mechanism, IObjectHandle keyHandle, byte[] encryptedData)
        => Run(_cryptoki.Decryption, "Decrypt", mechanism, keyHandle, encryptedData);

    public void Decrypt(IMechanism mechanism, IObjectHandle keyHandle, Stream inputStream, Stream outputStream)
        => Decrypt(mechanism, keyHandle, inputStream, outputStream, PartLength);

    public void Decrypt(IMechanism mechanism, IObjectHandle keyHandle, Stream inputStream, Stream outputStream, int bufferLength)
        => Run(_cryptoki.Decryption, "Decrypt", mechanism, keyHandle, inputStream, outputStream, bufferLength);

    public byte[] Digest(IMechanism mechanism, byte[] data)
    {
        ArgumentNullException.ThrowIfNull(data);
        Check(_cryptoki.Digests.DigestInit(Handle, MechanismReader.Read(mechanism)), "C_DigestInit");
        return Read("C_Digest", (OutputBuffer output, out int written) => _cryptoki.Digests.Digest(Handle, data, output, out written));
    }

    public byte[] Digest(IMechanism mechanism, Stream inputStream) => Digest(mechanism, inputStream, PartLength);

    public byte[] Digest(IMechanism mechanism, Stream inputStream, int bufferLength)
    {
        CheckStream(inputStream, bufferLength);
        Check(_cryptoki.Digests.DigestInit(Handle, MechanismReader.Read(mechanism)), "C_DigestInit");
        ReadParts(
            inputStream,
            bufferLength,
            (part, length) => Check(_cryptoki.Digests.DigestUpdate(Handle, part.AsSpan(0, length)), "C_DigestUpdate"));
        return Read("C_DigestFinal", (OutputBuffer output, out int written) => _cryptoki.Digests.DigestFinal(Handle, output, out written));
    }

    private byte[] Run(CipherFunctions cipher, string name, IMechanism mechanism, IObjectHandle keyHandle, byte[] data)
    {
        ArgumentNullException.ThrowIfNull(data);
        Check(cipher.Init(Handle, MechanismReader.Read(mechanism), HandleOf(keyHandle)), $"C_{name}Init");
        return Read($"C_{name}", (OutputBuffer output, out int written) => cipher.Run(Handle, data, output, out written));
    }

    private void Run(
        CipherFunctions cipher,
        string name,
        IMechanism mechanism,
        IObjectHandle keyHandle,
        Stream inputStream,
        Stream outputStream,
        int bufferLength)
    {
        CheckStream(inputStream, bufferLength);
        ArgumentNullException.ThrowIfNull(outputStream);
        Check(cipher.Init(Handle, MechanismReader.Read(mechanism), HandleOf(keyHandle)), $"C_{name}Init");
        ReadParts(
            inputStream,
            bufferLength,
            (part, length) => outputStream.Write(Read(
                $"C_{name}Update",
                (OutputBuffer output, out int written) => cipher.Update(Handle, part.AsSpan(0, length), output, out written))));
        outputStream.Write(Read($"C_{name}Final", (OutputBuffer output, out int written) => cipher.Final(Handle, output, out written)));
    }
}
