using System.Security.Cryptography;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;

namespace BioToken.Reliability.Tests.PowerCuts;

/// <summary>Objects of a few sectors: created, generated, changed, copied and destroyed, while the others stay.</summary>
internal sealed class ObjectScenario : TokenScenario
{
    // OBJECT IDENTIFIER prime256v1
    private static readonly byte[] Curve = [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07];

    protected override void PrepareTokens()
    {
        base.PrepareTokens();
        Login();
        Create("kept", 700);
    }

    protected override void RunOperations()
    {
        nuint data = 0;
        nuint certificate = 0;
        Do(() => data = Create("data", 1_500));
        Do(() => certificate = CreateCertificate());
        Do(() => Change(data, 2_000));
        Do(() => Change(data, 300));
        Do(GenerateKeyPair, between: OneMore);
        Do(() => Copy(data));
        Do(() => Destroy(data));
        Do(() => Create("again", 513));
        Do(() => Destroy(certificate));
    }

    private static IEnumerable<StoreView> OneMore(StoreView before, StoreView after)
        => [before.WithObjects(after.Tokens[0].Objects.Take(before.Tokens[0].Objects.Count + 1))];

    private nuint Create(string label, int length)
    {
        using AttributeTemplate template = new AttributeTemplate(4096).Add(CKO.DATA).Add(CKA.TOKEN, true).Add(CKA.LABEL, label)
            .Add(CKA.VALUE, RandomNumberGenerator.GetBytes(length));
        Expect(CKR.OK, Module.CreateObject(Session, template, out nuint handle));
        return handle;
    }

    private nuint CreateCertificate()
    {
        using AttributeTemplate template = new AttributeTemplate(4096).Add(CKO.CERTIFICATE).Add(CKA.CERTIFICATE_TYPE, (ulong)CKC.X_509)
            .Add(CKA.TOKEN, true).Add(CKA.SUBJECT, "subject"u8.ToArray()).Add(CKA.VALUE, RandomNumberGenerator.GetBytes(1_100));
        Expect(CKR.OK, Module.CreateObject(Session, template, out nuint handle));
        return handle;
    }

    private void Change(nuint handle, int length)
    {
        using AttributeTemplate template = new AttributeTemplate(4096).Add(CKA.VALUE, RandomNumberGenerator.GetBytes(length));
        Expect(CKR.OK, Module.Attributes.SetAttributeValue(Session, handle, template));
    }

    private void GenerateKeyPair()
    {
        using AttributeTemplate publicKey = new AttributeTemplate().Add(CKA.TOKEN, true).Add(CKA.EC_PARAMS, Curve);
        using AttributeTemplate privateKey = new AttributeTemplate().Add(CKA.TOKEN, true);
        Expect(CKR.OK, Module.Keys.GenerateKeyPair(
            Session,
            new Simulator.Mechanisms.Operations.MechanismArgument { Type = CKM.EC_KEY_PAIR_GEN },
            publicKey,
            privateKey,
            out _,
            out _));
    }

    private void Copy(nuint handle)
    {
        using AttributeTemplate template = new AttributeTemplate().Add(CKA.LABEL, "copy");
        Expect(CKR.OK, Module.Objects.CopyObject(Session, handle, template, out _));
    }

    private void Destroy(nuint handle) => Expect(CKR.OK, Module.DestroyObject(Session, handle));
}
