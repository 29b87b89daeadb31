using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;

namespace BioToken.Simulator.Tests;

// Cryptographic operations, in one call and in parts.
internal sealed partial class Bench
{
    private const int Room = 8192;

    public delegate CKR Starter(nuint session, in MechanismArgument mechanism, nuint key);

    private delegate CKR PartTaker(nuint session, ReadOnlySpan<byte> part, OutputBuffer output, out int written);

    private delegate CKR Finisher(nuint session, OutputBuffer output, out int written);

    /// <summary>Splits data at positions that a seed determines; some parts are empty.</summary>
    public static IEnumerable<byte[]> Split(byte[] data, int seed)
    {
        Random random = new(seed);
        for (int start = 0; start < data.Length;)
        {
            int length = Math.Min(data.Length - start, random.Next(0, 40));
            yield return data[start..(start + length)];
            start += length;
        }
    }

    public byte[] Sign(in MechanismArgument mechanism, nuint key, byte[] data)
    {
        Assert.Equal(CKR.OK, Module.Signing.SignInit(Session, mechanism, key));
        byte[] signature = new byte[Room];
        Assert.Equal(CKR.OK, Module.Sign(Session, data, signature, out int written));
        return signature[..written];
    }

    public byte[] SignParts(in MechanismArgument mechanism, nuint key, IEnumerable<byte[]> parts)
    {
        Assert.Equal(CKR.OK, Module.Signing.SignInit(Session, mechanism, key));
        foreach (byte[] part in parts)
            Assert.Equal(CKR.OK, Module.Signing.SignUpdate(Session, part));
        byte[] signature = new byte[Room];
        Assert.Equal(CKR.OK, Module.Signing.SignFinal(Session, signature.AsSpan(), out int written));
        return signature[..written];
    }

    public CKR Verify(in MechanismArgument mechanism, nuint key, byte[] data, byte[] signature)
    {
        CKR rv = Module.Verification.VerifyInit(Session, mechanism, key);
        return rv == CKR.OK ? Module.Verification.Verify(Session, data, signature) : rv;
    }

    public CKR VerifyParts(in MechanismArgument mechanism, nuint key, IEnumerable<byte[]> parts, byte[] signature)
    {
        Assert.Equal(CKR.OK, Module.Verification.VerifyInit(Session, mechanism, key));
        foreach (byte[] part in parts)
            Assert.Equal(CKR.OK, Module.Verification.VerifyUpdate(Session, part));
        return Module.Verification.VerifyFinal(Session, signature);
    }

    public CKR Encrypt(in MechanismArgument mechanism, nuint key, byte[] data, out byte[] encrypted)
    {
        encrypted = [];
        CKR rv = Module.Encryption.Init(Session, mechanism, key);
        if (rv != CKR.OK)
            return rv;
        byte[] room = new byte[Room];
        rv = Module.Encryption.Run(Session, data, room.AsSpan(), out int written);
        encrypted = room[..written];
        return rv;
    }

    public CKR Decrypt(in MechanismArgument mechanism, nuint key, byte[] encrypted, out byte[] data)
    {
        data = [];
        CKR rv = Module.Decryption.Init(Session, mechanism, key);
        if (rv != CKR.OK)
            return rv;
        byte[] room = new byte[Room];
        rv = Module.Decrypt(Session, encrypted, room.AsSpan(), out int written);
        data = room[..written];
        return rv;
    }

    public byte[] EncryptParts(in MechanismArgument mechanism, nuint key, IEnumerable<byte[]> parts)
    {
        Assert.Equal(CKR.OK, Module.Encryption.Init(Session, mechanism, key));
        return Pour(parts, Module.Encryption.Update, Module.Encryption.Final);
    }

    public byte[] DecryptParts(in MechanismArgument mechanism, nuint key, IEnumerable<byte[]> parts)
    {
        Assert.Equal(CKR.OK, Module.Decryption.Init(Session, mechanism, key));
        return Pour(parts, Module.Decryption.Update, Module.Decryption.Final);
    }

    /// <summary>Queries each call's output length first, and then passes a buffer of exactly that length.</summary>
    private byte[] Pour(IEnumerable<byte[]> parts, PartTaker update, Finisher final)
    {
        List<byte> output = [];
        foreach (byte[] part in parts)
        {
            Assert.Equal(CKR.OK, update(Session, part, OutputBuffer.Query, out int needed));
            byte[] room = new byte[needed];
            Assert.Equal(CKR.OK, update(Session, part, room.AsSpan(), out int written));
            Assert.Equal(needed, written);
            output.AddRange(room);
        }

        Assert.Equal(CKR.OK, final(Session, OutputBuffer.Query, out int rest));
        byte[] last = new byte[rest];
        Assert.Equal(CKR.OK, final(Session, last.AsSpan(), out rest));
        output.AddRange(last[..rest]);
        return [.. output];
    }
}
