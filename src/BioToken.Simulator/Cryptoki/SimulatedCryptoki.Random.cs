using System.Security.Cryptography;
using BioToken.Pkcs11;

namespace BioToken.Simulator;

// Random numbers (PKCS#11 v2.40 section 5.15).
public sealed partial class SimulatedCryptoki
{
    /// <summary>Accepts a seed. The operating system's generator needs none, and nothing that a caller chooses may weaken it.</summary>
    internal CKR SeedRandom(nuint session, ReadOnlySpan<byte> seed) => Enter(session, out _);

    internal CKR GenerateRandom(nuint session, Span<byte> random)
    {
        CKR rv = Enter(session, out _);
        if (rv == CKR.OK)
            RandomNumberGenerator.Fill(random);
        return rv;
    }
}
