using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki.Calls;
using BioToken.Simulator.Faults;

namespace BioToken.Simulator.Cryptoki.Keys;

/// <summary>Random numbers (PKCS#11 v2.40 section 5.15).</summary>
internal sealed class RandomFunctions(CallEntry calls)
{
    /// <summary>Accepts a seed. The operating system's generator needs none, and nothing that a caller chooses may weaken it.</summary>
    public CKR SeedRandom(nuint session)
    {
        Call call = calls.Enter(TokenFunction.SeedRandom, session);
        return call.EarlyReturn ?? call.End(CKR.OK);
    }

    public CKR GenerateRandom(nuint session, Span<byte> random)
    {
        Call call = calls.Enter(TokenFunction.GenerateRandom, session);
        if (call.EarlyReturn is { } early)
            return early;
        RandomNumberGenerator.Fill(random);
        return call.End(CKR.OK);
    }
}
