using BioToken.Pkcs11.Native;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using CKR = BioToken.Pkcs11.Constants.CKR;

namespace BioToken.Pkcs11.Tests;

/// <summary>Why the binding is not made of Pkcs11Interop: what each makes of a module that reports wrong lengths.</summary>
public sealed class Pkcs11InteropLengthTests : IDisposable
{
    private const int Claimed = 64 * 1024 * 1024;

    private readonly StubModule _stub = new();
    private readonly NativeCryptoki _binding;
    private readonly IPkcs11Library _interop;
    private readonly ISession _session;

    static Pkcs11InteropLengthTests() => Pkcs11InteropLoader.Prepare();

    public Pkcs11InteropLengthTests()
    {
        _binding = _stub.Bind();
        Pkcs11InteropFactories factories = new();
        _interop = factories.Pkcs11LibraryFactory.LoadPkcs11Library(factories, _stub.Path, AppType.MultiThreaded);
        _session = _interop.GetSlotList(SlotsType.WithTokenPresent)[0].OpenSession(SessionType.ReadWrite);
    }

    [Fact]
    public void Pkcs11Interop_returns_a_signature_of_any_length_that_a_module_reports_and_the_binding_an_error()
    {
        _stub.Set(StubSetting.ClaimedSignature, Claimed);
        using IMechanism mechanism = _session.Factories.MechanismFactory.Create(Net.Pkcs11Interop.Common.CKM.CKM_RSA_PKCS);
        IObjectHandle key = _session.Factories.ObjectHandleFactory.Create(1);

        byte[] signature = _session.Sign(mechanism, key, "abc"u8.ToArray());
        Assert.Equal(CKR.OK, _binding.SignInit((nuint)_session.SessionId, new(Constants.CKM.RSA_PKCS), key: 1));
        CKR result = _binding.Sign((nuint)_session.SessionId, "abc"u8, new byte[256], out int written);

        // The stub has written no byte of it.
        Assert.Equal(Claimed, signature.Length);
        Assert.DoesNotContain(signature, static value => value != 0);
        Assert.Equal((CKR.GENERAL_ERROR, 0), (result, written));
    }

    [Fact]
    public void Pkcs11Interop_fails_inside_for_more_objects_than_fit_and_the_binding_returns_an_error()
    {
        nuint session = (nuint)_session.SessionId;
        _stub.Set(StubSetting.ClaimedFound, 4);

        _session.FindObjectsInit([]);
        Assert.Throws<IndexOutOfRangeException>(() => _session.FindObjects(3));
        CKR result = _binding.FindObjects(session, new nuint[3], out int found);

        Assert.Equal((CKR.GENERAL_ERROR, 0), (result, found));
    }

    public void Dispose()
    {
        _stub.Set(StubSetting.ClaimedFound, 0);
        _session.Dispose();
        _interop.Dispose();
        _stub.Dispose();
    }
}
