using System.Security.Cryptography;
using BioToken.Pkcs11;

namespace BioToken.Simulator;

// Random numbers (PKCS#11 v2.40 section 5.15).
public sealed partial class SimulatedCryptoki
{
    /// <summary>Accepts a seed. The operating system's generator needs none, and nothing that a caller chooses may weaken it.</summary>
    internal CKR SeedRandom(nuint session, ReadOnlySpan<byte> seed)
    {
        Call call = Take(TokenFunction.SeedRandom, session);
        return call.Answer ?? call.End(CKR.OK);
    }

    internal CKR GenerateRandom(nuint session, Span<byte> random)
    {
        Call call = Take(TokenFunction.GenerateRandom, session);
        if (call.Answer is { } answer)
            return answer;
        RandomNumberGenerator.Fill(random);
        return call.End(CKR.OK);
    }
}
