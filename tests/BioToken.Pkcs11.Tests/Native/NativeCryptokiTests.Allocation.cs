using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;

namespace BioToken.Pkcs11.Tests;

public abstract partial class NativeCryptokiTests
{
    [Fact]
    public void Hot_calls_allocate_nothing()
    {
        nuint session = StartSigning();
        nuint handle = CreateCertificate();
        using AttributeTemplate template = new AttributeTemplate().Add(CKO.CERTIFICATE);
        using var query = new AttributeQuery((CKA.CLASS, 8), (CKA.ID, 32), (CKA.VALUE, 4096));
        byte[] signature = new byte[256];
        nuint[] found = new nuint[8];
        Use(); // the first call builds the query's template

        long before = GC.GetAllocatedBytesForCurrentThread();
        Use();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Use()
        {
            _cryptoki.FindObjectsInit(session, template);
            _cryptoki.FindObjects(session, found, out int _);
            _cryptoki.FindObjectsFinal(session);
            _cryptoki.GetAttributeValue(session, handle, query);
            _cryptoki.SignInit(session, new(CKM.RSA_PKCS), handle);
            _cryptoki.Sign(session, "data"u8, signature, out int _);
        }
    }
}
