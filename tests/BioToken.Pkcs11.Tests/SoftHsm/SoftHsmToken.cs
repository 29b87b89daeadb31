using System.Text;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Loading;
using BioToken.Pkcs11.Records;

namespace BioToken.Pkcs11.Tests;

/// <summary>A test's own token, with a read-write session.</summary>
internal sealed class SoftHsmToken : IDisposable
{
    private readonly CryptokiModule _module;

    public SoftHsmToken(CryptokiModule module, string label, bool login)
    {
        _module = module;
        Label = label;
        Slot = FindSlot();
        Assert.Equal(CKR.OK, Cryptoki.OpenSession(Slot, SessionFlags.ReadWrite, out nuint session));
        Session = session;
        if (login)
            Assert.Equal(CKR.OK, Login(SoftHsmFixture.Pin));
    }

    public ICryptoki Cryptoki => _module.Cryptoki;

    public string Label { get; }

    public nuint Slot { get; }

    public nuint Session { get; }

    public TokenInfo Info
    {
        get
        {
            Assert.Equal(CKR.OK, Cryptoki.GetTokenInfo(Slot, out TokenInfo info));
            return info;
        }
    }

    public CKR Login(string pin) => Cryptoki.Login(Session, CKU.USER, Encoding.UTF8.GetBytes(pin));

    public nuint Create(AttributeTemplate template)
    {
        Assert.Equal(CKR.OK, Cryptoki.CreateObject(Session, template, out nuint handle));
        return handle;
    }

    public nuint[] Find(AttributeTemplate template)
    {
        nuint[] handles = new nuint[16];
        Assert.Equal(CKR.OK, Cryptoki.FindObjectsInit(Session, template));
        Assert.Equal(CKR.OK, Cryptoki.FindObjects(Session, handles, out int count));
        Assert.Equal(CKR.OK, Cryptoki.FindObjectsFinal(Session));
        return handles[..count];
    }

    public void Dispose() => _module.Dispose();

    private nuint FindSlot()
    {
        Assert.Equal(CKR.OK, Cryptoki.GetSlotList(tokenPresent: true, [], out int count));
        nuint[] slots = new nuint[count];
        Assert.Equal(CKR.OK, Cryptoki.GetSlotList(tokenPresent: true, slots, out _));
        return Assert.Single(slots, slot => Cryptoki.GetTokenInfo(slot, out TokenInfo info) == CKR.OK && info.Label == Label);
    }
}
