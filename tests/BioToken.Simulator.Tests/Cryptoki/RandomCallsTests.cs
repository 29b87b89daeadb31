using System.Globalization;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Cryptoki;
using BioToken.Vendors;

namespace BioToken.Simulator.Tests;

/// <summary>
/// Tests of invariants under random calls. A failure prints its seed: to replay it, use that seed in place of the one from <see
/// cref="Random.Shared"/>.
/// </summary>
public class RandomCallsTests
{
    private const int Sequences = 60;
    private const int CallsPerSequence = 250;

    private static readonly CKA[] Secrets =
        [CKA.PRIVATE_EXPONENT, CKA.PRIME_1, CKA.PRIME_2, CKA.EXPONENT_1, CKA.EXPONENT_2, CKA.COEFFICIENT, CKA.VALUE];

    [Fact]
    public void Random_calls_answer_a_known_value_and_disclose_no_key()
    {
        int seed = Random.Shared.Next();
        for (int i = 0; i < Sequences; i++)
        {
            Random random = new(seed + i);
            try
            {
                RunSequence(random);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"seed {seed + i}: {e.Message}"), e);
            }
        }
    }

    private static void RunSequence(Random random)
    {
        string[] vendors = [.. VendorCatalog.Default.Profiles.Select(profile => profile.Id), "generic"];
        using Bench bench = new(Pick(random, vendors), options => options with
        {
            Script = Pick(random, ["", "wrong*2", "cancel, wrong, wet", "remove, right"]),
            RequireAllSteps = random.Next(2) == 0,
        });
        List<nuint> sessions = [bench.Session, 0];
        List<nuint> objects = [0, 12345];
        for (int call = 0; call < CallsPerSequence; call++)
        {
            CKR rv = Call(random, bench, sessions, objects);
            Assert.True(Enum.IsDefined(rv), $"{rv} is no return value of the specification");
            Assert.NotEqual(CKR.GENERAL_ERROR, rv);
            CheckPrivateObjectsAreHidden(bench, sessions, objects);
        }
    }

    private static CKR Call(Random random, Bench bench, List<nuint> sessions, List<nuint> objects)
    {
        SimulatedCryptoki module = bench.Module;
        nuint session = Pick(random, sessions);
        nuint handle = Pick(random, objects);
        switch (random.Next(20))
        {
            case 0:
                return Keep(sessions, module.OpenSession(0, (SessionFlags)(random.Next(2) * 2), out nuint opened), opened);
            case 1 when sessions.Count > 6:
                return module.CloseSession(session);
            case 2:
                return module.Login(session, (CKU)random.Next(4), random.Next(3) == 0 ? "00001111"u8 : "12345678"u8);
            case 3:
                return module.LoginOnDevice(session, (CKU)random.Next(4));
            case 4 when random.Next(4) == 0:
                return module.Logout(session);
            case 5 or 6 or 7:
                return Create(random, module, session, objects);
            case 8 when random.Next(3) == 0:
                return module.DestroyObject(session, handle);
            case 9:
                using (AttributeTemplate all = new())
                    return module.FindObjectsInit(session, all);
            case 10:
                return module.FindObjects(session, new nuint[random.Next(3)], out _);
            case 11:
                return module.FindObjectsFinal(session);
            case 12 or 13:
                return module.SignInit(session, new Mechanism(Pick(random, Enum.GetValues<CKM>())), handle);
            case 14 or 15:
                return module.Sign(session, new byte[random.Next(300)], new byte[random.Next(2) * 256], out _);
            case 16 when random.Next(10) == 0:
                bench.Simulator.Remove(bench.Serial);
                return CKR.OK;
            case 17:
                bench.Simulator.Insert(bench.Serial);
                return CKR.OK;
            case 18 when random.Next(10) == 0:
                bench.Simulator.Reset(bench.Serial, SimulatedReset.Counters);
                return CKR.OK;
            default:
                return module.GetSessionInfo(session, out _);
        }
    }

    private static CKR Create(Random random, SimulatedCryptoki module, nuint session, List<nuint> objects)
    {
        bool onToken = random.Next(2) == 0;
        using AttributeTemplate template = random.Next(5) switch
        {
            0 => TestKeys.EcPrivate(onToken),
            1 => TestKeys.Certificate(onToken),
            2 => TestKeys.RsaPublic(onToken),
            3 => TestKeys.Data(onToken: onToken, isPrivate: random.Next(2) == 0),
            _ => TestKeys.RsaPrivate(onToken),
        };
        if (random.Next(3) == 0)
            template.Add(Pick(random, Enum.GetValues<CKA>()), random.Next(2) == 0);
        return Keep(objects, module.CreateObject(session, template, out nuint created), created);
    }

    /// <summary>
    /// Checks the objects that each session can see in its state: no private object without a login, and never the secret of a key.
    /// </summary>
    private static void CheckPrivateObjectsAreHidden(Bench bench, List<nuint> sessions, List<nuint> objects)
    {
        nuint session = sessions[^1];
        if (bench.Module.GetSessionInfo(session, out SessionInfo info) != CKR.OK)
            return;
        bool isUser = info.State is CKS.RO_USER_FUNCTIONS or CKS.RW_USER_FUNCTIONS;
        foreach (nuint handle in objects)
        {
            using AttributeQuery query = new([(CKA.CLASS, 8), (CKA.PRIVATE, 1), .. Secrets.Select(secret => (secret, 512))]);
            CKR rv = bench.Module.GetAttributeValue(session, handle, query);
            if (rv == CKR.OBJECT_HANDLE_INVALID)
                continue;
            Assert.True(isUser || query.GetBoolean(CKA.PRIVATE) is not true, "a private object is visible without a login");
            if (query.GetULong(CKA.CLASS) == (ulong)CKO.PRIVATE_KEY)
                Assert.All(Secrets, secret => Assert.False(query.TryGet(secret, out _), $"{secret} of a private key is readable"));
        }
    }

    private static CKR Keep(List<nuint> handles, CKR rv, nuint handle)
    {
        if (rv == CKR.OK)
            handles.Add(handle);
        return rv;
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
