using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Ciphers;
using BioToken.Simulator.Mechanisms.Operations;

namespace BioToken.Simulator.Tests;

public class BlockCipherTests
{
    private static readonly byte[] Vector = Convert.FromHexString("000102030405060708090A0B0C0D0E0F");

    public static TheoryData<CKM, int, string> Mechanisms => new()
    {
        { CKM.AES_ECB, 16, "-aes-128-ecb" }, { CKM.AES_ECB, 32, "-aes-256-ecb" }, { CKM.AES_CBC, 24, "-aes-192-cbc" },
        { CKM.AES_CBC_PAD, 32, "-aes-256-cbc" }, { CKM.SEED_ECB, 16, "-seed-ecb" }, { CKM.SEED_CBC, 16, "-seed-cbc" },
        { CKM.SEED_CBC_PAD, 16, "-seed-cbc" },
    };

    public static TheoryData<CKM> Types
        => [CKM.AES_ECB, CKM.AES_CBC, CKM.AES_CBC_PAD, CKM.SEED_ECB, CKM.SEED_CBC, CKM.SEED_CBC_PAD];

    [Theory]
    [MemberData(nameof(Mechanisms))]
    public void Encrypt_agrees_with_openssl(CKM type, int keyLength, string option)
    {
        byte[] secret = RandomNumberGenerator.GetBytes(keyLength);
        byte[] data = RandomNumberGenerator.GetBytes(IsPadded(type) ? 333 : 320);
        using Bench bench = Start(type, out nuint key, secret);
        Assert.Equal(CKR.OK, bench.Encrypt(Argument(type), key, data, out byte[] encrypted));
        string[] padding = IsPadded(type) ? [] : ["-nopad"];
        string[] vector = Argument(type).Parameter.IsEmpty ? [] : ["-iv", Convert.ToHexString(Vector)];
        Assert.Equal(OpenSsl.RunLegacy(["enc", option, "-K", Convert.ToHexString(secret), .. vector, .. padding], data), encrypted);
        Assert.Equal(CKR.OK, bench.Decrypt(Argument(type), key, encrypted, out byte[] opened));
        Assert.Equal(data, opened);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Parts_cut_anywhere_give_what_the_whole_gives(CKM type)
    {
        using Bench bench = Start(type, out nuint key);
        for (int seed = 0; seed < 50; seed++)
        {
            byte[] data = RandomNumberGenerator.GetBytes(IsPadded(type) ? seed * 7 : seed * BlockKey.BlockLength);
            Assert.Equal(CKR.OK, bench.Encrypt(Argument(type), key, data, out byte[] whole));
            Assert.Equal(whole, bench.EncryptParts(Argument(type), key, Bench.Split(data, seed)));
            Assert.Equal(data, bench.DecryptParts(Argument(type), key, Bench.Split(whole, seed)));
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Parts_and_the_whole_may_be_encrypted_in_place(CKM type)
    {
        using Bench bench = Start(type, out nuint key);
        byte[] data = RandomNumberGenerator.GetBytes(160);
        bench.Encrypt(Argument(type), key, data, out byte[] expected);

        byte[] memory = [.. data, .. new byte[16]];
        bench.Module.Encryption.Init(bench.Session, Argument(type), key);
        Assert.Equal(CKR.OK, bench.Module.Encryption.Run(bench.Session, memory.AsSpan(0, 160), memory.AsSpan(), out int written));
        Assert.Equal(expected, memory[..written]);
        bench.Module.Decryption.Init(bench.Session, Argument(type), key);
        Assert.Equal(CKR.OK, bench.Module.Decrypt(bench.Session, memory.AsSpan(0, written), memory.AsSpan(), out written));
        Assert.Equal(data, memory[..written]);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Update_in_place_with_bytes_kept_from_before_does_not_overtake_its_input(CKM type)
    {
        using Bench bench = Start(type, out nuint key);
        byte[] data = RandomNumberGenerator.GetBytes(160);
        bench.Encrypt(Argument(type), key, data, out byte[] expected);

        byte[] memory = data[5..];
        bench.Module.Encryption.Init(bench.Session, Argument(type), key);
        bench.Module.Encryption.Update(bench.Session, data.AsSpan(0, 5), OutputBuffer.Query, out _);
        Assert.Equal(CKR.OK, bench.Module.Encryption.Update(bench.Session, data.AsSpan(0, 5), Span<byte>.Empty, out _));
        byte[] room = [.. memory, .. new byte[16]];
        Assert.Equal(CKR.OK, bench.Module.Encryption.Update(bench.Session, room.AsSpan(0, 155), room.AsSpan(), out int written));
        Assert.Equal(expected[..160], room[..written]);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Encrypt_of_part_of_a_block_answers_length_range_unless_padded(CKM type)
    {
        using Bench bench = Start(type, out nuint key);
        CKR expected = IsPadded(type) ? CKR.OK : CKR.DATA_LEN_RANGE;
        Assert.Equal(expected, bench.Encrypt(Argument(type), key, new byte[17], out _));
        bench.Module.Encryption.Init(bench.Session, Argument(type), key);
        Assert.Equal(CKR.OK, bench.Module.Encryption.Update(bench.Session, new byte[17], new byte[32].AsSpan(), out int written));
        Assert.Equal(16, written);
        Assert.Equal(expected, bench.Module.Encryption.Final(bench.Session, new byte[32].AsSpan(), out _));
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Encryption.Final(bench.Session, new byte[32].AsSpan(), out _));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Decrypt_of_part_of_a_block_answers_encrypted_length_range_and_ends(CKM type)
    {
        using Bench bench = Start(type, out nuint key);
        Assert.Equal(CKR.ENCRYPTED_DATA_LEN_RANGE, bench.Decrypt(Argument(type), key, new byte[17], out _));
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Decrypt(bench.Session, new byte[16], new byte[32].AsSpan(), out _));
        bench.Module.Decryption.Init(bench.Session, Argument(type), key);
        Assert.Equal(CKR.OK, bench.Module.Decryption.Update(bench.Session, new byte[17], new byte[32].AsSpan(), out _));
        Assert.Equal(CKR.ENCRYPTED_DATA_LEN_RANGE, bench.Module.Decryption.Final(bench.Session, new byte[32].AsSpan(), out _));
    }

    [Theory]
    [InlineData(CKM.AES_CBC_PAD)]
    [InlineData(CKM.SEED_CBC_PAD)]
    public void Decrypt_with_wrong_padding_answers_encrypted_data_invalid(CKM type)
    {
        using Bench bench = Start(type, out nuint key);
        CKM unpadded = type == CKM.AES_CBC_PAD ? CKM.AES_CBC : CKM.SEED_CBC;
        byte[][] bad = [[.. new byte[15], 0], [.. new byte[15], 17], [.. new byte[14], 1, 2], [.. new byte[16], .. new byte[15], 3]];
        Assert.All(bad, data =>
        {
            Assert.Equal(CKR.OK, bench.Encrypt(Argument(unpadded), key, data, out byte[] encrypted));
            Assert.Equal(CKR.ENCRYPTED_DATA_INVALID, bench.Decrypt(Argument(type), key, encrypted, out _));
            bench.Module.Decryption.Init(bench.Session, Argument(type), key);
            bench.Module.Decryption.Update(bench.Session, encrypted, new byte[32].AsSpan(), out _);
            Assert.Equal(CKR.ENCRYPTED_DATA_INVALID, bench.Module.Decryption.Final(bench.Session, new byte[32].AsSpan(), out _));
        });
        Assert.Equal(CKR.ENCRYPTED_DATA_LEN_RANGE, bench.Decrypt(Argument(type), key, [], out _));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Each_call_without_room_tells_the_length_and_changes_nothing(CKM type)
    {
        using Bench bench = Start(type, out nuint key);
        byte[] data = new byte[32];
        bench.Encrypt(Argument(type), key, data, out byte[] expected);
        byte[] room = new byte[expected.Length];

        bench.Module.Encryption.Init(bench.Session, Argument(type), key);
        Assert.Equal(CKR.BUFFER_TOO_SMALL, bench.Module.Encryption.Run(bench.Session, data, room.AsSpan(1), out int needed));
        Assert.Equal(expected.Length, needed);
        Assert.Equal(CKR.OK, bench.Module.Encryption.Run(bench.Session, data, room.AsSpan(), out _));
        Assert.Equal(expected, room);

        bench.Module.Decryption.Init(bench.Session, Argument(type), key);
        byte[] opened = new byte[32];
        Assert.Equal(CKR.BUFFER_TOO_SMALL, bench.Module.Decrypt(bench.Session, expected, opened.AsSpan(1), out needed));
        Assert.Equal(32, needed);
        Assert.Equal(CKR.OK, bench.Module.Decrypt(bench.Session, expected, opened.AsSpan(), out _));
        Assert.Equal(data, opened);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void One_call_after_a_part_is_refused_and_ends(CKM type)
    {
        using Bench bench = Start(type, out nuint key);
        byte[] room = new byte[64];
        bench.Module.Encryption.Init(bench.Session, Argument(type), key);
        bench.Module.Encryption.Update(bench.Session, new byte[16], room.AsSpan(), out _);
        Assert.Equal(CKR.OPERATION_ACTIVE, bench.Module.Encryption.Run(bench.Session, new byte[16], room.AsSpan(), out _));
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Encryption.Final(bench.Session, room.AsSpan(), out _));
    }

    [Fact]
    public void EncryptUpdate_after_the_length_of_the_whole_was_asked_for_is_refused_and_ends()
    {
        using Bench bench = Start(CKM.AES_CBC, out nuint key);
        bench.Module.Encryption.Init(bench.Session, Argument(CKM.AES_CBC), key);
        bench.Module.Encryption.Run(bench.Session, new byte[16], OutputBuffer.Query, out _);
        Assert.Equal(CKR.OPERATION_ACTIVE, bench.Module.Encryption.Update(bench.Session, new byte[16], new byte[16].AsSpan(), out _));
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Encryption.Final(bench.Session, OutputBuffer.Query, out _));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Init_with_a_vector_that_does_not_fit_answers_param_invalid(CKM type)
    {
        using Bench bench = Start(type, out nuint key);
        bool isEcb = Argument(type).Parameter.IsEmpty;
        byte[][] bad = isEcb ? [Vector, [0]] : [[], Vector[1..], [.. Vector, 0]];
        Assert.All(bad, vector =>
        {
            MechanismArgument mechanism = new() { Type = type, Parameter = vector };
            Assert.Equal(CKR.MECHANISM_PARAM_INVALID, bench.Module.Encryption.Init(bench.Session, mechanism, key));
            Assert.Equal(CKR.MECHANISM_PARAM_INVALID, bench.Module.Decryption.Init(bench.Session, mechanism, key));
        });
    }

    private static Bench Start(CKM type, out nuint key, byte[]? secret = null)
    {
        Bench bench = new Bench().LoginFully();
        CKK keyType = type is CKM.AES_ECB or CKM.AES_CBC or CKM.AES_CBC_PAD ? CKK.AES : CKK.SEED;
        key = bench.Create(TestKeys.Secret(keyType, secret ?? RandomNumberGenerator.GetBytes(16)));
        return bench;
    }

    private static bool IsPadded(CKM type) => type is CKM.AES_CBC_PAD or CKM.SEED_CBC_PAD;

    private static MechanismArgument Argument(CKM type)
        => new() { Type = type, Parameter = type is CKM.AES_ECB or CKM.SEED_ECB ? [] : Vector };
}
