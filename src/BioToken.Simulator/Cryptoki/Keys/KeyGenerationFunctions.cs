using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki.Application;
using BioToken.Simulator.Cryptoki.Calls;
using BioToken.Simulator.Cryptoki.Objects;
using BioToken.Simulator.Faults;
using BioToken.Simulator.Mechanisms;
using BioToken.Simulator.Mechanisms.KeyGeneration;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Objects;
using BioToken.Simulator.Objects.Attributes;

namespace BioToken.Simulator.Cryptoki.Keys;

/// <summary>Key generation (PKCS#11 v2.40 section 5.13). Nothing wraps, unwraps or derives.</summary>
internal sealed class KeyGenerationFunctions(ApplicationState application, CallEntry calls, ObjectStorage storage)
{
    public CKR GenerateKey(nuint session, in MechanismArgument mechanism, AttributeTemplate template, out nuint key)
    {
        key = 0;
        if (template is null)
            return CKR.ARGUMENTS_BAD;
        Call call = calls.Enter(TokenFunction.GenerateKey, session, CallSubject.Classes([CKO.SECRET_KEY]));
        return call.EarlyReturn ?? call.End(GenerateKey(call.Session, mechanism, template, out key));
    }

    public CKR GenerateKeyPair(
        nuint session,
        in MechanismArgument mechanism,
        AttributeTemplate publicTemplate,
        AttributeTemplate privateTemplate,
        out nuint publicKey,
        out nuint privateKey)
    {
        publicKey = 0;
        privateKey = 0;
        if (publicTemplate is null || privateTemplate is null)
            return CKR.ARGUMENTS_BAD;
        Call call = calls.Enter(TokenFunction.GenerateKeyPair, session, CallSubject.Classes([CKO.PUBLIC_KEY, CKO.PRIVATE_KEY]));
        if (call.EarlyReturn is { } early)
            return early;
        Span<nuint> handles = stackalloc nuint[2];
        CKR rv = GenerateKeyPair(call.Session, mechanism, publicTemplate, privateTemplate, handles);
        publicKey = handles[0];
        privateKey = handles[1];
        return call.End(rv);
    }

    private CKR GenerateKey(Session session, in MechanismArgument mechanism, AttributeTemplate template, out nuint key)
    {
        key = 0;
        if (MechanismTable.Find(mechanism.Type) is not SecretKeyMechanism known)
            return CKR.MECHANISM_INVALID;
        if (mechanism.HasParameter)
            return CKR.MECHANISM_PARAM_INVALID;
        CKR rv = Begin(session, known.Key, template, out ObjectBuilder? builder);
        if (rv != CKR.OK)
            return rv;
        rv = known.Generate(builder!.Asked, out Dictionary<CKA, byte[]> values);
        if (rv != CKR.OK)
            return rv;
        rv = builder.Finish(values, out AttributeSet? attributes);
        return rv == CKR.OK ? storage.Store(session, attributes!, out key) : rv;
    }

    private CKR GenerateKeyPair(
        Session session,
        in MechanismArgument mechanism,
        AttributeTemplate publicTemplate,
        AttributeTemplate privateTemplate,
        Span<nuint> handles)
    {
        if (MechanismTable.Find(mechanism.Type) is not KeyPairMechanism known)
            return CKR.MECHANISM_INVALID;
        if (mechanism.HasParameter)
            return CKR.MECHANISM_PARAM_INVALID;
        CKR rv = Begin(session, known.PublicKey, publicTemplate, out ObjectBuilder? publicBuilder);
        if (rv != CKR.OK)
            return rv;
        rv = Begin(session, known.PrivateKey, privateTemplate, out ObjectBuilder? privateBuilder);
        return rv == CKR.OK ? GeneratePair(session, known, publicBuilder!, privateBuilder!, handles) : rv;
    }

    private CKR GeneratePair(
        Session session, KeyPairMechanism mechanism, ObjectBuilder publicBuilder, ObjectBuilder privateBuilder, Span<nuint> handles)
    {
        CKR rv = mechanism.Generate(publicBuilder.Asked, out KeyPairValues? values);
        if (rv != CKR.OK)
            return rv;
        CKR publicRv = publicBuilder.Finish(values!.Public, out AttributeSet? publicKey);
        CKR privateRv = privateBuilder.Finish(values.Private, out AttributeSet? privateKey);
        rv = publicRv == CKR.OK ? privateRv : publicRv;
        return rv == CKR.OK ? storage.Store(session, [publicKey!, privateKey!], handles) : rv;
    }

    /// <summary>Checks a template, and that the session may have such a key, before the work of generating it.</summary>
    private CKR Begin(Session session, GeneratedKey key, AttributeTemplate template, out ObjectBuilder? builder)
    {
        CKR rv = ObjectBuilder.Begin(key, template, application.IsOfficer(session), session.IsAlwaysAuthenticate, out builder);
        if (rv != CKR.OK)
            return rv;
        lock (application.Gate)
            return storage.CheckRights(session, builder!.Asked);
    }
}
