using System.Security.Cryptography;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;

namespace BioToken.Simulator.Tests;

public class OperationsTests
{
    private static MechanismArgument RsaPkcs => new() { Type = CKM.RSA_PKCS };

    private static MechanismArgument Ecb => new() { Type = CKM.AES_ECB };

    [Fact]
    public void Operations_of_each_kind_go_on_side_by_side()
    {
        using Bench bench = Start(out Keys keys);
        BeginAll(bench, keys);
        byte[] room = new byte[256];
        Assert.Equal(CKR.OK, bench.Module.Signing.SignFinal(bench.Session, room.AsSpan(), out _));
        Assert.Equal(CKR.SIGNATURE_INVALID, bench.Module.Verification.VerifyFinal(bench.Session, new byte[256]));
        Assert.Equal(CKR.OK, bench.Module.Encryption.Final(bench.Session, room.AsSpan(), out _));
        Assert.Equal(CKR.OK, bench.Module.Decryption.Final(bench.Session, room.AsSpan(), out _));
        Assert.Equal(CKR.OK, bench.Module.Digests.DigestFinal(bench.Session, room.AsSpan(), out _));
    }

    [Fact]
    public void Each_init_while_its_operation_is_under_way_answers_operation_active()
    {
        using Bench bench = Start(out Keys keys);
        BeginAll(bench, keys);
        Assert.Equal(CKR.OPERATION_ACTIVE, bench.Module.Signing.SignInit(bench.Session, RsaPkcs, keys.Private));
        Assert.Equal(CKR.OPERATION_ACTIVE, bench.Module.Verification.VerifyInit(bench.Session, RsaPkcs, keys.Public));
        Assert.Equal(CKR.OPERATION_ACTIVE, bench.Module.Encryption.Init(bench.Session, RsaPkcs, keys.Public));
        Assert.Equal(CKR.OPERATION_ACTIVE, bench.Module.Decryption.Init(bench.Session, RsaPkcs, keys.Private));
    }

    [Fact]
    public void Operations_of_another_session_are_not_its_own()
    {
        using Bench bench = Start(out Keys keys);
        BeginAll(bench, keys);
        nuint other = bench.Open();
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Signing.SignFinal(other, new byte[256].AsSpan(), out _));
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Digests.DigestFinal(other, new byte[256].AsSpan(), out _));
    }

    [Theory]
    [InlineData(MechanismFlags.Sign)]
    [InlineData(MechanismFlags.Verify)]
    [InlineData(MechanismFlags.Encrypt)]
    [InlineData(MechanismFlags.Decrypt)]
    [InlineData(MechanismFlags.Digest)]
    public void SessionCancel_ends_operations_of_the_kind_alone(MechanismFlags kind)
    {
        using Bench bench = Start(out Keys keys);
        BeginAll(bench, keys);
        Assert.Equal(CKR.OK, bench.Module.Operations.SessionCancel(bench.Session, (ulong)kind));
        byte[] room = new byte[256];
        (MechanismFlags Kind, CKR Answer)[] answers =
        [
            (MechanismFlags.Sign, bench.Module.Signing.SignFinal(bench.Session, room.AsSpan(), out _)),
            (MechanismFlags.Verify, bench.Module.Verification.VerifyFinal(bench.Session, room)),
            (MechanismFlags.Encrypt, bench.Module.Encryption.Final(bench.Session, room.AsSpan(), out _)),
            (MechanismFlags.Decrypt, bench.Module.Decryption.Final(bench.Session, room.AsSpan(), out _)),
            (MechanismFlags.Digest, bench.Module.Digests.DigestFinal(bench.Session, room.AsSpan(), out _)),
        ];
        Assert.All(answers, answer => Assert.Equal(answer.Kind == kind, answer.Answer == CKR.OPERATION_NOT_INITIALIZED));
    }

    [Theory]
    [InlineData(MechanismFlags.Sign)]
    [InlineData(MechanismFlags.Verify)]
    [InlineData(MechanismFlags.Encrypt)]
    [InlineData(MechanismFlags.Decrypt)]
    [InlineData(MechanismFlags.Digest)]
    public void CancelOperation_ends_what_is_under_way_and_else_answers_arguments_bad(MechanismFlags kind)
    {
        using Bench bench = Start(out Keys keys);
        BeginAll(bench, keys);
        Assert.Equal(CKR.OK, bench.Module.Operations.CancelOperation(bench.Session, kind));
        Assert.Equal(CKR.ARGUMENTS_BAD, bench.Module.Operations.CancelOperation(bench.Session, kind));
    }

    [Fact]
    public void SessionCancel_ends_a_search_and_minds_nothing_that_is_not_under_way()
    {
        using Bench bench = new();
        using AttributeTemplate all = new();
        bench.Module.FindObjectsInit(bench.Session, all);
        Assert.Equal(CKR.OK, bench.Module.Operations.SessionCancel(bench.Session, 0x40));
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.FindObjectsFinal(bench.Session));
        Assert.Equal(CKR.OK, bench.Module.Operations.SessionCancel(bench.Session, ulong.MaxValue));
        Assert.Equal(CKR.SESSION_HANDLE_INVALID, bench.Module.Operations.SessionCancel(999, ulong.MaxValue));
    }

    [Fact]
    public void Logout_ends_operations_with_private_keys_and_no_others()
    {
        using Bench bench = Start(out Keys keys);
        BeginAll(bench, keys);
        bench.Module.Logout(bench.Session);
        byte[] room = new byte[256];
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Signing.SignFinal(bench.Session, room.AsSpan(), out _));
        Assert.Equal(CKR.OK, bench.Module.Encryption.Final(bench.Session, room.AsSpan(), out _));
        Assert.Equal(CKR.OK, bench.Module.Digests.DigestFinal(bench.Session, room.AsSpan(), out _));
    }

    [Fact]
    public void Removal_between_init_and_final_answers_device_removed()
    {
        using Bench bench = Start(out Keys keys);
        BeginAll(bench, keys);
        bench.Simulator.Remove(bench.Serial);
        Assert.Equal(CKR.DEVICE_REMOVED, bench.Module.Signing.SignFinal(bench.Session, new byte[256].AsSpan(), out _));
    }

    [Fact]
    public void Random_numbers_differ_and_a_seed_is_accepted()
    {
        using Bench bench = new();
        byte[] first = new byte[32];
        byte[] second = new byte[32];
        Assert.Equal(CKR.OK, bench.Module.Random.SeedRandom(bench.Session));
        Assert.Equal(CKR.OK, bench.Module.Random.GenerateRandom(bench.Session, first));
        Assert.Equal(CKR.OK, bench.Module.Random.SeedRandom(bench.Session));
        Assert.Equal(CKR.OK, bench.Module.Random.GenerateRandom(bench.Session, second));
        Assert.NotEqual(first, second);
        Assert.True(bench.Info.Flags.HasFlag(TokenFlags.RandomGenerator));
        Assert.Equal(CKR.SESSION_HANDLE_INVALID, bench.Module.Random.GenerateRandom(999, first));
    }

    private static void BeginAll(Bench bench, Keys keys)
    {
        MechanismArgument sign = new() { Type = CKM.SHA256_RSA_PKCS };
        Assert.Equal(CKR.OK, bench.Module.Signing.SignInit(bench.Session, sign, keys.Private));
        Assert.Equal(CKR.OK, bench.Module.Verification.VerifyInit(bench.Session, sign, keys.Public));
        Assert.Equal(CKR.OK, bench.Module.Encryption.Init(bench.Session, Ecb, keys.Secret));
        Assert.Equal(CKR.OK, bench.Module.Decryption.Init(bench.Session, Ecb, keys.Secret));
        Assert.Equal(CKR.OK, bench.Module.Digests.DigestInit(bench.Session, new MechanismArgument { Type = CKM.SHA256 }));
    }

    private static Bench Start(out Keys keys)
    {
        Bench bench = new Bench().LoginFully();
        keys = new Keys(
            bench.Create(TestKeys.RsaPrivate()), bench.Create(TestKeys.RsaPublic()),
            bench.Create(TestKeys.Secret(CKK.AES, RandomNumberGenerator.GetBytes(16))));
        return bench;
    }

    private sealed record Keys(nuint Private, nuint Public, nuint Secret);
}
