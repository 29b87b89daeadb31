using BioToken.Npki.Ciphers;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Objects;

namespace BioToken.Simulator.Mechanisms.Ciphers;

/// <summary>AES or SEED in a mode (PKCS#11 v2.40 mechanisms sections 2.8 and 2.37).</summary>
internal sealed class BlockCipherMechanism(CKM type, CKK keyType, BlockMode mode) : KeyMechanism(type, keyType)
{
    private const int MinAesKey = 16;
    private const int MaxAesKey = 32;

    public override MechanismInfo Info
    {
        get
        {
            MechanismFlags flags = MechanismFlags.Hardware | MechanismFlags.Encrypt | MechanismFlags.Decrypt;
            return KeyType == CKK.AES ? new(MinAesKey, MaxAesKey, flags) : new(KoreanCipher.SeedKeySize, KoreanCipher.SeedKeySize, flags);
        }
    }

    public override CKR StartEncryption(TokenObject key, in MechanismArgument argument, out CipherOperation? operation)
    {
        operation = Fits(argument) ? new BlockEncryption(CreateKey(key), argument.Parameter, mode) : null;
        return operation is null ? CKR.MECHANISM_PARAM_INVALID : CKR.OK;
    }

    public override CKR StartDecryption(TokenObject key, in MechanismArgument argument, out CipherOperation? operation)
    {
        operation = Fits(argument) ? new BlockDecryption(CreateKey(key), argument.Parameter, mode) : null;
        return operation is null ? CKR.MECHANISM_PARAM_INVALID : CKR.OK;
    }

    private bool Fits(in MechanismArgument argument) => mode == BlockMode.Ecb
        ? !argument.HasParameter
        : argument.Parameter.Length == BlockKey.BlockLength && argument.Pss is null && argument.Oaep is null;

    private BlockKey CreateKey(TokenObject key)
    {
        ReadOnlySpan<byte> value = key.Attributes.GetBytes(CKA.VALUE);
        return KeyType == CKK.AES ? new AesBlockKey(value) : new SeedBlockKey(value);
    }
}
