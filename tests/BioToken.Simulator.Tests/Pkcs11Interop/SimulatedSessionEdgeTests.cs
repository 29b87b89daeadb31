using BioToken.Simulator.Faults;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace BioToken.Simulator.Tests.Pkcs11Interop;

/// <summary>Bad arguments, faults and ends: as Pkcs11Interop 5.3.0 behaves over the simulator's shared library.</summary>
public sealed class SimulatedSessionEdgeTests : IDisposable
{
    private static readonly byte[] Data = "message"u8.ToArray();

    private readonly InteropBench _bench = new();
    private readonly ISession _session;

    public SimulatedSessionEdgeTests() => _session = _bench.Slot.OpenSession(SessionType.ReadWrite);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_stream_or_buffer_that_is_none_starts_no_operation()
    {
        using IMechanism digest = _bench.Factories.MechanismFactory.Create(CKM.CKM_SHA256);
        using IMechanism rsa = _bench.Factories.MechanismFactory.Create(CKM.CKM_SHA256_RSA_PKCS);
        using IMechanism encryption = _bench.Factories.MechanismFactory.Create(CKM.CKM_RSA_PKCS);
        (IObjectHandle publicKey, IObjectHandle privateKey) = GenerateRsa();

        Assert.Throws<ArgumentNullException>("inputStream", () => _session.Digest(digest, (Stream)null!));
        Assert.Throws<ArgumentException>("bufferLength", () => _session.Digest(digest, Stream.Null, 0));
        Assert.Throws<ArgumentNullException>("inputStream", () => _session.Sign(rsa, privateKey, (Stream)null!));
        Assert.Throws<ArgumentException>("bufferLength", () => _session.Sign(rsa, privateKey, Stream.Null, 0));
        Assert.Throws<ArgumentNullException>("inputStream", () => _session.Verify(rsa, publicKey, (Stream)null!, Data, out _));
        Assert.Throws<ArgumentNullException>("inputStream", () => _session.Encrypt(encryption, publicKey, null!, Stream.Null));
        Assert.Throws<ArgumentNullException>("outputStream", () => _session.Encrypt(encryption, publicKey, Stream.Null, null!));
        Assert.Throws<ArgumentNullException>("keyHandle", () => _session.Sign(rsa, null!, Data));

        Assert.Equal(32, _session.Digest(digest, Data).Length);
        byte[] signature = _session.Sign(rsa, privateKey, Data);
        _session.Verify(rsa, publicKey, Data, signature, out bool isValid);
        Assert.True(isValid);
        Assert.Equal(256, _session.Encrypt(encryption, publicKey, Data).Length);
    }

    [Fact]
    public void SetPin_with_one_PIN_of_two_spends_no_try()
    {
        _session.Login(CKU.CKU_USER, InteropBench.Pin);
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(CKR.CKR_ARGUMENTS_BAD, InteropBench.Failure(() => _session.SetPin(null, "13572468")));
            Assert.Equal(CKR.CKR_ARGUMENTS_BAD, InteropBench.Failure(() => _session.SetPin(InteropBench.Pin, null)));
        }

        Assert.False(_bench.Slot.GetTokenInfo().TokenFlags.UserPinCountLow);
        _session.SetPin(InteropBench.Pin, "13572468");
    }

    [Fact]
    public void A_module_that_reports_more_than_it_has_ends_searches_and_lengthens_results()
    {
        (_, IObjectHandle key) = GenerateRsa();
        using IMechanism rsa = _bench.Factories.MechanismFactory.Create(CKM.CKM_RSA_PKCS);

        _bench.Simulator.SetFaults(_bench.Token.SerialNumber, FaultPlan.Parse("C_FindObjects#* length +5"));
        Assert.Equal(7, _session.FindAllObjects([]).Count);
        _bench.Simulator.SetFaults(_bench.Token.SerialNumber, FaultPlan.Parse("C_Sign#2 length +5"));
        Assert.Equal(256 + 5, _session.Sign(rsa, key, Data).Length);
    }

    [Fact]
    public void A_salt_that_no_key_has_room_for_is_a_bad_parameter()
    {
        (_, IObjectHandle key) = GenerateRsa();
        using IMechanism mechanism = _bench.Factories.MechanismFactory.Create(
            CKM.CKM_SHA256_RSA_PKCS_PSS,
            _bench.Factories.MechanismParamsFactory.CreateCkRsaPkcsPssParams((ulong)CKM.CKM_SHA256, (ulong)CKG.CKG_MGF1_SHA256, 1L << 31));

        Assert.Equal(CKR.CKR_MECHANISM_PARAM_INVALID, InteropBench.Failure(() => _session.Sign(mechanism, key, Data)));
    }

    [Fact]
    public void An_attribute_that_was_not_readable_is_no_value()
    {
        (_, IObjectHandle key) = GenerateRsa();
        List<IObjectAttribute> unreadable = _session.GetAttributeValue(key, [CKA.CKA_PRIVATE_EXPONENT]);

        Assert.Equal(CKR.CKR_ATTRIBUTE_VALUE_INVALID, InteropBench.Failure(() => _session.FindObjectsInit(unreadable)));
        Assert.Throws<ArgumentNullException>("attributes", () => _session.SetAttributeValue(key, null!));
        Assert.Throws<ArgumentException>("attributes", () => _session.SetAttributeValue(key, []));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void GenerateRandom_of_no_byte_is_refused(int length)
        => Assert.Throws<ArgumentException>(nameof(length), () => _session.GenerateRandom(length));

    [Fact]
    public void A_session_that_ended_before_it_is_disposed_says_so()
    {
        _bench.Slot.CloseAllSessions();

        Assert.Equal(CKR.CKR_SESSION_HANDLE_INVALID, InteropBench.Failure(_session.Dispose));
    }

    [Fact]
    public void Slots_and_sessions_end_with_their_library()
    {
        _bench.Library.Dispose();

        Assert.Throws<ObjectDisposedException>(() => _bench.Slot.GetTokenInfo());
        Assert.Throws<ObjectDisposedException>(() => _session.GetSessionInfo());
        Assert.Throws<ObjectDisposedException>(() => _session.CreateObject(null!));
        Assert.Throws<ObjectDisposedException>(() => _session.GetOperationState());
        Assert.Throws<ObjectDisposedException>(_session.Dispose);
    }

    private (IObjectHandle PublicKey, IObjectHandle PrivateKey) GenerateRsa()
    {
        _session.Login(CKU.CKU_USER, InteropBench.Pin);
        return _bench.GenerateRsa(_session);
    }
}
