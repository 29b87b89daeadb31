using System.Security.Cryptography;
using BioToken.Simulator.Pkcs11Interop;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Net.Pkcs11Interop.HighLevelAPI.MechanismParams;

namespace BioToken.Simulator.Tests.Pkcs11Interop;

/// <summary>Pkcs11Interop's idioms over a simulated token; the clients of the shared library run more of them over both.</summary>
public sealed class SimulatedPkcs11FactoriesTests : IDisposable
{
    private static readonly byte[] Data = "message"u8.ToArray();

    private readonly InteropBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Library_slot_and_token_describe_themselves()
    {
        ITokenInfo token = _bench.Slot.GetTokenInfo();

        Assert.Equal((_bench.Token.Label, _bench.Token.SerialNumber, _bench.Token.Model), (token.Label, token.SerialNumber, token.Model));
        Assert.True(token.TokenFlags is { TokenInitialized: true, LoginRequired: true, ProtectedAuthenticationPath: false });
        Assert.Equal((ulong)_bench.Token.Slot, _bench.Slot.SlotId);
        Assert.True(_bench.Slot.GetSlotInfo().SlotFlags.TokenPresent);
        Assert.Contains(CKM.CKM_SHA256_RSA_PKCS, _bench.Slot.GetMechanismList());
        Assert.True(_bench.Slot.GetMechanismInfo(CKM.CKM_AES_CBC).MechanismFlags is { Encrypt: true, Sign: false });
        Assert.Contains("SIMULATED", _bench.Library.GetInfo().ManufacturerId, StringComparison.OrdinalIgnoreCase);
        Assert.Same(_bench.Factories, _bench.Library.Factories);
        Assert.Same(_bench.Factories, _bench.Slot.Factories);
    }

    [Fact]
    public void Sessions_and_logins_are_those_of_the_library()
    {
        ISession session = _bench.Slot.OpenSession(SessionType.ReadWrite);
        ISession other = _bench.Slot.OpenSession(SessionType.ReadOnly);
        session.Login(CKU.CKU_USER, InteropBench.Pin);
        using IPkcs11Library elsewhere = _bench.Load();
        using ISession stranger = elsewhere.GetSlotList(SlotsType.WithTokenPresent)[0].OpenSession(SessionType.ReadOnly);

        Assert.Equal(CKS.CKS_RO_USER_FUNCTIONS, other.GetSessionInfo().State);
        Assert.Equal(CKS.CKS_RO_PUBLIC_SESSION, stranger.GetSessionInfo().State);
        Assert.Equal(CKR.CKR_USER_ALREADY_LOGGED_IN, InteropBench.Failure(() => session.Login(CKU.CKU_USER, InteropBench.Pin)));
        session.Logout();
        _bench.Slot.CloseAllSessions();
        Assert.Equal(CKR.CKR_SESSION_HANDLE_INVALID, InteropBench.Failure(() => session.GetSessionInfo()));
    }

    [Fact]
    public void PINs_are_changed_and_set_by_the_officer()
    {
        using ISession session = _bench.Slot.OpenSession(SessionType.ReadWrite);
        session.Login(CKU.CKU_USER, InteropBench.Pin);
        session.SetPin(InteropBench.Pin, "13572468");
        session.Logout();
        Assert.Equal(CKR.CKR_PIN_INCORRECT, InteropBench.Failure(() => session.Login(CKU.CKU_USER, InteropBench.Pin)));
        session.Login(CKU.CKU_SO, SimulatedTokenOptions.FactoryPin);
        session.InitPin("24681357");
        session.Logout();
        session.Login(CKU.CKU_USER, "24681357");

        session.CloseSession();
        _bench.Slot.InitToken(SimulatedTokenOptions.FactoryPin, "new label");
        Assert.EndsWith("new label", _bench.Slot.GetTokenInfo().Label, StringComparison.Ordinal);
        _bench.Slot.InitToken(SimulatedTokenOptions.FactoryPin, new string('x', 33));
        Assert.EndsWith(new string('x', 20), _bench.Slot.GetTokenInfo().Label, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CKM.CKM_SHA256_RSA_PKCS)]
    [InlineData(CKM.CKM_SHA256_RSA_PKCS_PSS)]
    public void A_generated_key_signs_and_verifies_in_one_step_and_in_parts(CKM type)
    {
        using ISession session = _bench.LogIn();
        (IObjectHandle publicKey, IObjectHandle privateKey) = _bench.GenerateRsa(session);
        using IMechanism mechanism = type == CKM.CKM_SHA256_RSA_PKCS
            ? _bench.Factories.MechanismFactory.Create(type)
            : _bench.Factories.MechanismFactory.Create(
                type, _bench.Factories.MechanismParamsFactory.CreateCkRsaPkcsPssParams((ulong)CKM.CKM_SHA256, (ulong)CKG.CKG_MGF1_SHA256, 32));
        using RSA rsa = PublicKeyOf(session, publicKey);
        RSASignaturePadding padding = type == CKM.CKM_SHA256_RSA_PKCS ? RSASignaturePadding.Pkcs1 : RSASignaturePadding.Pss;

        byte[] signature = session.Sign(mechanism, privateKey, Data);
        byte[] inParts = session.Sign(mechanism, privateKey, new MemoryStream(Data), 2);
        session.Verify(mechanism, publicKey, Data, inParts, out bool isValid);
        session.Verify(mechanism, publicKey, new MemoryStream(Data), signature, out bool isValidInParts, 2);
        session.Verify(mechanism, publicKey, [1], signature, out bool isOtherValid);

        Assert.True(rsa.VerifyData(Data, signature, HashAlgorithmName.SHA256, padding));
        Assert.Equal((true, true, false), (isValid, isValidInParts, isOtherValid));
    }

    [Fact]
    public void Rsa_encrypts_and_decrypts_with_OAEP()
    {
        using ISession session = _bench.LogIn();
        (IObjectHandle publicKey, IObjectHandle privateKey) = _bench.GenerateRsa(session);
        using ICkRsaPkcsOaepParams parameters = _bench.Factories.MechanismParamsFactory.CreateCkRsaPkcsOaepParams(
            (ulong)CKM.CKM_SHA_1, (ulong)CKG.CKG_MGF1_SHA1, source: 1, sourceData: null);
        using IMechanism mechanism = _bench.Factories.MechanismFactory.Create(CKM.CKM_RSA_PKCS_OAEP, parameters);
        using RSA rsa = PublicKeyOf(session, publicKey);

        Assert.Equal(Data, session.Decrypt(mechanism, privateKey, rsa.Encrypt(Data, RSAEncryptionPadding.OaepSHA1)));
        Assert.Equal(Data, session.Decrypt(mechanism, privateKey, session.Encrypt(mechanism, publicKey, Data)));
    }

    [Fact]
    public void Aes_encrypts_and_decrypts_in_one_step_and_by_streams()
    {
        using ISession session = _bench.LogIn();
        using IMechanism generation = _bench.Factories.MechanismFactory.Create(CKM.CKM_AES_KEY_GEN);
        IObjectHandle key = session.GenerateKey(
            generation,
            [_bench.Attribute(CKA.CKA_VALUE_LEN, 32), _bench.Attribute(CKA.CKA_ENCRYPT, value: true), _bench.Attribute(CKA.CKA_DECRYPT, value: true)]);
        using IMechanism mechanism = _bench.Factories.MechanismFactory.Create(CKM.CKM_AES_CBC_PAD, session.GenerateRandom(16));

        byte[] encrypted = session.Encrypt(mechanism, key, Data);
        using MemoryStream inParts = new();
        session.Encrypt(mechanism, key, new MemoryStream(Data), inParts, 3);
        using MemoryStream decrypted = new();
        session.Decrypt(mechanism, key, new MemoryStream(encrypted), decrypted);

        Assert.Equal(encrypted, inParts.ToArray());
        Assert.Equal(Data, session.Decrypt(mechanism, key, encrypted));
        Assert.Equal(Data, decrypted.ToArray());
    }

    [Fact]
    public void Digests_are_those_of_the_platform()
    {
        using ISession session = _bench.Slot.OpenSession(SessionType.ReadOnly);
        using IMechanism mechanism = _bench.Factories.MechanismFactory.Create(CKM.CKM_SHA256);

        Assert.Equal(SHA256.HashData(Data), session.Digest(mechanism, Data));
        Assert.Equal(SHA256.HashData(Data), session.Digest(mechanism, new MemoryStream(Data), 2));
        session.SeedRandom([1]);
        Assert.NotEqual(session.GenerateRandom(16), session.GenerateRandom(16));
    }

    [Fact]
    public void Objects_are_found_read_changed_copied_and_destroyed()
    {
        using ISession session = _bench.LogIn();
        IObjectHandle made = session.CreateObject(
        [
            _bench.Attribute(CKA.CKA_CLASS, (ulong)CKO.CKO_DATA), _bench.Attribute(CKA.CKA_TOKEN, value: true),
            _bench.Factories.ObjectAttributeFactory.Create(CKA.CKA_LABEL, "first"), _bench.Factories.ObjectAttributeFactory.Create(CKA.CKA_VALUE, Data),
        ]);
        IObjectHandle copy = session.CopyObject(made, [_bench.Factories.ObjectAttributeFactory.Create(CKA.CKA_LABEL, "copy")]);
        session.SetAttributeValue(made, [_bench.Factories.ObjectAttributeFactory.Create(CKA.CKA_LABEL, "changed")]);

        List<IObjectAttribute> read = session.GetAttributeValue(made, [CKA.CKA_LABEL, CKA.CKA_MODULUS, CKA.CKA_VALUE, CKA.CKA_CLASS]);
        Assert.Equal(("changed", (ulong)CKO.CKO_DATA), (read[0].GetValueAsString(), read[3].GetValueAsUlong()));
        Assert.Equal(Data, read[2].GetValueAsByteArray());
        Assert.True(read[1].CannotBeRead);
        Assert.Throws<AttributeValueException>(() => read[1].GetValueAsByteArray());
        Assert.True(session.GetObjectSize(made) > 0);
        Assert.Equal(2, session.FindAllObjects([_bench.Attribute(CKA.CKA_CLASS, (ulong)CKO.CKO_DATA)]).Count);
        Assert.Equal(
            copy.ObjectId, Assert.Single(session.FindAllObjects([_bench.Factories.ObjectAttributeFactory.Create(CKA.CKA_LABEL, "copy")])).ObjectId);
        session.DestroyObject(made);
        Assert.Equal(CKR.CKR_OBJECT_HANDLE_INVALID, InteropBench.Failure(() => session.GetAttributeValue(made, [CKA.CKA_LABEL])));
        Assert.Throws<ArgumentException>(() => session.GetAttributeValue(copy, new List<CKA>()));
    }

    [Fact]
    public void WaitForSlotEvent_reports_a_token_that_comes_and_goes()
    {
        _bench.Library.WaitForSlotEvent(WaitType.NonBlocking, out bool before, out _);
        _bench.Simulator.Remove(_bench.Token.SerialNumber);
        _bench.Library.WaitForSlotEvent(WaitType.NonBlocking, out bool after, out ulong slot);

        Assert.Equal((false, true, _bench.Slot.SlotId), (before, after, slot));
        Assert.Empty(_bench.Library.GetSlotList(SlotsType.WithTokenPresent));
        Assert.Single(_bench.Library.GetSlotList(SlotsType.WithOrWithoutTokenPresent));
        Assert.Equal(CKR.CKR_TOKEN_NOT_PRESENT, InteropBench.Failure(() => _bench.Slot.GetTokenInfo()));
    }

    [Fact]
    public void What_the_tokens_do_not_have_says_so()
    {
        using ISession session = _bench.LogIn();
        (IObjectHandle publicKey, IObjectHandle key) = _bench.GenerateRsa(session);
        using IMechanism mechanism = _bench.Factories.MechanismFactory.Create(CKM.CKM_RSA_PKCS);

        Assert.All(
            new Action[]
            {
                () => session.WrapKey(mechanism, publicKey, key), () => session.UnwrapKey(mechanism, key, Data, []),
                () => session.DeriveKey(mechanism, key, []), () => session.DigestKey(mechanism, key), () => session.GetOperationState(),
                () => session.SignRecover(mechanism, key, Data), () => session.VerifyRecover(mechanism, publicKey, Data, out _),
                () => session.DigestEncrypt(mechanism, mechanism, publicKey, Data, out _, out _),
                () => session.DecryptVerify(mechanism, publicKey, mechanism, key, Data, Data, out _, out _),
                () => session.SignEncrypt(mechanism, key, mechanism, publicKey, Data, out _, out _),
            },
            call => Assert.Equal(CKR.CKR_FUNCTION_NOT_SUPPORTED, InteropBench.Failure(call)));
        Assert.Equal(CKR.CKR_FUNCTION_NOT_PARALLEL, InteropBench.Failure(session.CancelFunction));
    }

    [Fact]
    public void A_disposed_session_is_closed_and_a_disposed_library_finalized()
    {
        ISession session = _bench.Slot.OpenSession(SessionType.ReadOnly);
        Assert.Equal((true, 1ul), (session.CloseWhenDisposed, _bench.Slot.GetTokenInfo().SessionCount));
        session.Dispose();
        session.Dispose();
        Assert.Equal(0ul, _bench.Slot.GetTokenInfo().SessionCount);
        _bench.Library.Dispose();
        _bench.Library.Dispose();

        Assert.Throws<ObjectDisposedException>(() => session.GetSessionInfo());
        Assert.Throws<ObjectDisposedException>(() => _bench.Library.GetInfo());
        Assert.Throws<ObjectDisposedException>(() => _bench.Slot.GetTokenInfo());
    }

    [Fact]
    public void A_mechanism_of_other_factories_is_refused()
    {
        using ISession session = _bench.LogIn();
        using IMechanism foreign = new Net.Pkcs11Interop.HighLevelAPI41.Mechanism(CKM.CKM_SHA256);

        Assert.Throws<ArgumentException>(() => session.Digest(foreign, Data));
        Assert.Throws<ArgumentNullException>(() => new SimulatedPkcs11Factories(null!));
    }

    private static RSA PublicKeyOf(ISession session, IObjectHandle key)
    {
        List<IObjectAttribute> values = session.GetAttributeValue(key, [CKA.CKA_MODULUS, CKA.CKA_PUBLIC_EXPONENT]);
        return RSA.Create(new RSAParameters { Modulus = values[0].GetValueAsByteArray(), Exponent = values[1].GetValueAsByteArray() });
    }
}
