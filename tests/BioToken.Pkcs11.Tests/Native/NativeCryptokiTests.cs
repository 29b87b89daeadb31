using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Native;

namespace BioToken.Pkcs11.Tests;

/// <summary>The binding with the stub module; all of these tests run for each ABI.</summary>
public abstract partial class NativeCryptokiTests : IDisposable
{
    private const nuint TokenSlot = 7;

    private readonly StubModule _stub;
    private readonly NativeCryptoki _cryptoki;

    protected NativeCryptokiTests(StubAbi abi)
    {
        _stub = new(abi);
        _cryptoki = _stub.Bind();
    }

    public void Dispose()
    {
        _cryptoki.Dispose();
        _stub.Dispose();
        GC.SuppressFinalize(this);
    }

    private nuint OpenSession()
    {
        Assert.Equal(CKR.OK, _cryptoki.OpenSession(TokenSlot, SessionFlags.ReadWrite, out nuint session));
        return session;
    }
}
