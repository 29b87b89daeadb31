using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Native;

namespace BioToken.Pkcs11.Tests;

/// <summary>The binding in the ABI of 64-bit Windows, on this system.</summary>
public sealed class NativeCryptokiWindowsAbiTests() : NativeCryptokiTests(StubAbi.Windows)
{
    [Fact]
    public void CreateObject_with_a_number_too_wide_for_the_layout_throws()
    {
        using var stub = new StubModule(StubAbi.Windows);
        using NativeCryptoki cryptoki = stub.Bind();
        using AttributeTemplate template = new AttributeTemplate().Add(CKA.CLASS, 0x1_0000_0000ul);

        Assert.Throws<ArgumentOutOfRangeException>(() => cryptoki.CreateObject(0x51, template, out _));
    }
}
