using System.Security.Cryptography;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;

namespace BioToken.Simulator.Tests;

public class PerSignatureTests
{
    private static readonly Mechanism Sha256 = new(CKM.SHA256_RSA_PKCS);

    [Fact]
    public void CreateObject_marks_each_private_key_as_always_authenticate()
    {
        using Bench bench = new Bench("asam2072fp").LoginFully();
        Assert.Equal([1], bench.Read(bench.Create(TestKeys.RsaPrivate()), CKA.ALWAYS_AUTHENTICATE));
    }

    [Fact]
    public void Sign_without_a_context_login_answers_not_logged_in_and_ends_the_operation()
    {
        using Bench bench = Start(out nuint key);
        Assert.Equal(CKR.USER_NOT_LOGGED_IN, bench.Sign(Sha256, key, [1], out _));
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Sign(bench.Session, [1], new byte[256], out _));
    }

    [Fact]
    public void LoginOnDevice_for_the_operation_is_good_for_one_signature()
    {
        using Bench bench = Start(out nuint key);
        bench.Module.SignInit(bench.Session, Sha256, key);
        Assert.Equal(CKR.OK, bench.Module.LoginOnDevice(bench.Session, CKU.CONTEXT_SPECIFIC));
        Assert.Equal(CKR.OK, bench.Module.Sign(bench.Session, [1], new byte[256], out _));
        Assert.Equal(CKR.USER_NOT_LOGGED_IN, bench.Sign(Sha256, key, [1], out _));
    }

    [Fact]
    public void LoginOnDevice_with_a_wrong_finger_leaves_the_operation_to_try_again()
    {
        using Bench bench = Start(out nuint key, "wrong, right");
        bench.Module.SignInit(bench.Session, Sha256, key);
        Assert.Equal(CKR.PIN_INCORRECT, bench.Module.LoginOnDevice(bench.Session, CKU.CONTEXT_SPECIFIC));
        Assert.Equal(CKR.OK, bench.Module.LoginOnDevice(bench.Session, CKU.CONTEXT_SPECIFIC));
        Assert.Equal(CKR.OK, bench.Module.Sign(bench.Session, [1], new byte[256], out _));
    }

    [Fact]
    public void LoginOnDevice_with_a_blocked_fingerprint_logs_the_user_out()
    {
        using Bench bench = Start(out nuint key, "wrong*5");
        bench.Module.SignInit(bench.Session, Sha256, key);
        for (int i = 0; i < 5; i++)
            Assert.Equal(CKR.PIN_INCORRECT, bench.Module.LoginOnDevice(bench.Session, CKU.CONTEXT_SPECIFIC));
        Assert.Equal(CKR.PIN_LOCKED, bench.Module.LoginOnDevice(bench.Session, CKU.CONTEXT_SPECIFIC));
        Assert.Equal(CKS.RW_PUBLIC_SESSION, bench.State);
    }

    [Fact]
    public void Login_for_the_operation_with_a_pin_asks_for_the_finger_too()
    {
        using Bench bench = Start(out nuint key, "wrong, right");
        bench.Module.SignInit(bench.Session, Sha256, key);
        Assert.Equal(CKR.PIN_INCORRECT, bench.Login(user: CKU.CONTEXT_SPECIFIC));
        Assert.Equal(4, bench.Token.FingerprintAttemptsRemaining);
        Assert.Equal(CKR.OK, bench.Login(user: CKU.CONTEXT_SPECIFIC));
    }

    [Fact]
    public void LoginOnDevice_without_an_operation_is_refused()
    {
        using Bench bench = Start(out _);
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.LoginOnDevice(bench.Session, CKU.CONTEXT_SPECIFIC));
    }

    [Fact]
    public void Login_for_an_operation_with_an_ordinary_key_is_refused_and_leaves_it_alone()
    {
        using Bench bench = new Bench().LoginFully();
        bench.Module.SignInit(bench.Session, Sha256, bench.Create(TestKeys.RsaPrivate()));
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Login(user: CKU.CONTEXT_SPECIFIC));
        Assert.Equal(CKR.OK, bench.Module.Sign(bench.Session, [1], new byte[256], out _));
    }

    [Fact]
    public void Sign_with_too_little_room_tells_the_length_and_keeps_the_context_login()
    {
        using Bench bench = Start(out nuint key);
        bench.Module.SignInit(bench.Session, Sha256, key);
        bench.Module.LoginOnDevice(bench.Session, CKU.CONTEXT_SPECIFIC);
        Assert.Equal(CKR.BUFFER_TOO_SMALL, bench.Module.Sign(bench.Session, [1], [], out int needed));
        Assert.Equal(256, needed);
        Assert.Equal(CKR.OK, bench.Module.Sign(bench.Session, [1], new byte[256], out _));
    }

    [Fact]
    public void SignUpdate_without_a_context_login_answers_not_logged_in_and_ends_the_operation()
    {
        using Bench bench = Start(out nuint key);
        bench.Module.SignInit(bench.Session, Sha256, key);
        Assert.Equal(CKR.USER_NOT_LOGGED_IN, bench.Module.Signing.SignUpdate(bench.Session, [1]));
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Signing.SignUpdate(bench.Session, [1]));
    }

    [Fact]
    public void LoginOnDevice_for_the_operation_is_good_for_all_parts_of_one_signature()
    {
        using Bench bench = Start(out nuint key);
        bench.Module.SignInit(bench.Session, Sha256, key);
        bench.Module.LoginOnDevice(bench.Session, CKU.CONTEXT_SPECIFIC);
        Assert.Equal(CKR.OK, bench.Module.Signing.SignUpdate(bench.Session, [1]));
        Assert.Equal(CKR.OK, bench.Module.Signing.SignUpdate(bench.Session, [2]));
        Assert.Equal(CKR.OK, bench.Module.Signing.SignFinal(bench.Session, new byte[256].AsSpan(), out _));
    }

    [Fact]
    public void Sign_tells_its_length_before_the_context_login()
    {
        using Bench bench = Start(out nuint key);
        bench.Module.SignInit(bench.Session, Sha256, key);
        Assert.Equal(CKR.OK, bench.Module.Signing.Sign(bench.Session, [1], OutputBuffer.Query, out int needed));
        Assert.Equal(256, needed);
        Assert.Equal(CKR.OK, bench.Module.LoginOnDevice(bench.Session, CKU.CONTEXT_SPECIFIC));
        Assert.Equal(CKR.OK, bench.Module.Sign(bench.Session, [1], new byte[256], out _));
    }

    [Fact]
    public void Decrypt_needs_a_context_login_as_a_signature_does()
    {
        using Bench bench = Start(out nuint key);
        MechanismArgument mechanism = new() { Type = CKM.RSA_PKCS };
        byte[] encrypted = TestKeys.Rsa.Encrypt([7], RSAEncryptionPadding.Pkcs1);
        Assert.Equal(CKR.USER_NOT_LOGGED_IN, bench.Decrypt(mechanism, key, encrypted, out _));
        bench.Module.Decryption.Init(bench.Session, mechanism, key);
        Assert.Equal(CKR.OK, bench.Module.LoginOnDevice(bench.Session, CKU.CONTEXT_SPECIFIC));
        byte[] data = new byte[1];
        Assert.Equal(CKR.OK, bench.Module.Decrypt(bench.Session, encrypted, data.AsSpan(), out _));
        Assert.Equal([7], data);
    }

    [Fact]
    public void LoginOnDevice_with_two_operations_under_way_is_for_the_one_that_waits()
    {
        using Bench bench = Start(out nuint key);
        byte[] encrypted = TestKeys.Rsa.Encrypt([7], RSAEncryptionPadding.Pkcs1);
        bench.Module.SignInit(bench.Session, Sha256, key);
        bench.Module.LoginOnDevice(bench.Session, CKU.CONTEXT_SPECIFIC);
        bench.Module.Decryption.Init(bench.Session, new MechanismArgument { Type = CKM.RSA_PKCS }, key);
        bench.Module.LoginOnDevice(bench.Session, CKU.CONTEXT_SPECIFIC);
        Assert.Equal(CKR.OK, bench.Module.Decrypt(bench.Session, encrypted, new byte[1].AsSpan(), out _));
        Assert.Equal(CKR.OK, bench.Module.Sign(bench.Session, [1], new byte[256], out _));
    }

    private static Bench Start(out nuint key, string script = "")
    {
        Bench bench = new Bench("asam2072fp", options => options with { Script = script }).LoginFully();
        key = bench.Create(TestKeys.RsaPrivate());
        return bench;
    }
}
