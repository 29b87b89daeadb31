using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Native;

namespace BioToken.Pkcs11.Tests;

/// <summary>Tests that inspect memory after its release, so no other test that could reuse it may run at the same time.</summary>
[CollectionDefinition(nameof(ScratchMemoryTests), DisableParallelization = true)]
[Collection(nameof(ScratchMemoryTests))]
public sealed class ScratchMemoryTests
{
    [Fact]
    public unsafe void CreateObject_zeroes_what_the_module_was_shown()
    {
        const int attributes = 40; // more than fit in the stack buffer, so that they are in an array of their own
        using var stub = new StubModule();
        using NativeCryptoki cryptoki = stub.Bind();
        using var template = new AttributeTemplate(capacity: 1024);
        for (ulong i = 0; i < attributes; i++)
            template.Add((CKA)((ulong)CKA.VENDOR_DEFINED + i), 0x5A5A5A5Aul);

        GC.TryStartNoGCRegion(4 * 1024 * 1024);
        CKR result = cryptoki.CreateObject(0x51, template, out _);
        var seen = new ReadOnlySpan<byte>((void*)stub[StubReading.TemplateAddress], attributes * 24);
        bool zeroed = seen.IndexOfAnyExcept((byte)0) < 0;
        GC.EndNoGCRegion();

        Assert.Equal(CKR.OK, result);
        Assert.True(zeroed);
    }
}
