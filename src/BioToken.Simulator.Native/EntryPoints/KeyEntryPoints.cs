using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Native.Codec;
using static BioToken.Simulator.Native.EntryPoints.EntryPoint;
using static BioToken.Simulator.Native.EntryPoints.LoadedModule;

namespace BioToken.Simulator.Native.EntryPoints;

/// <summary>Key generation and random numbers (PKCS#11 v2.40 sections 5.13 and 5.14).</summary>
internal static unsafe class KeyEntryPoints
{
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint GenerateKey(nuint session, byte* mechanism, byte* attributes, nuint count, byte* key) => Run(() =>
    {
        using AttributeTemplate template = new();
        CKR rv = mechanism is null || key is null ? CKR.ARGUMENTS_BAD : Structures.Decode(attributes, count, template);
        if (rv != CKR.OK)
            return Refuse(session, rv);
        rv = Structures.DecodeMechanism(mechanism, out MechanismArgument argument);
        if (rv != CKR.OK)
            return Refuse(session, rv);
        rv = Module.Keys.GenerateKey(session, argument, template, out nuint created);
        if (rv == CKR.OK)
            WriteULong(key, created);
        return rv;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint GenerateKeyPair(
        nuint session, byte* mechanism, byte* publicAttributes, nuint publicCount, byte* privateAttributes, nuint privateCount,
        byte* publicKey, byte* privateKey) => Run(() =>
    {
        using AttributeTemplate publicTemplate = new();
        using AttributeTemplate privateTemplate = new();
        CKR rv = mechanism is null || publicKey is null || privateKey is null
            ? CKR.ARGUMENTS_BAD
            : Structures.Decode(publicAttributes, publicCount, publicTemplate);
        if (rv == CKR.OK)
            rv = Structures.Decode(privateAttributes, privateCount, privateTemplate);
        MechanismArgument argument = default;
        if (rv == CKR.OK)
            rv = Structures.DecodeMechanism(mechanism, out argument);
        if (rv != CKR.OK)
            return Refuse(session, rv);
        rv = Module.Keys.GenerateKeyPair(session, argument, publicTemplate, privateTemplate, out nuint madePublic, out nuint madePrivate);
        if (rv == CKR.OK)
        {
            WriteULong(publicKey, madePublic);
            WriteULong(privateKey, madePrivate);
        }

        return rv;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint SeedRandom(nuint session, byte* seed, nuint length) => Run(() =>
    {
        if (seed is null || length > int.MaxValue)
            return Refuse(session);
        return Module.Random.SeedRandom(session);
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint GenerateRandom(nuint session, byte* random, nuint length) => Run(() =>
    {
        if (random is null || length > int.MaxValue)
            return Refuse(session);
        return Module.Random.GenerateRandom(session, new Span<byte>(random, (int)length));
    });
}
