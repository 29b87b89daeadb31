using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using BioToken.Npki.Identities;
using BioToken.Npki.Keys;
using BioToken.Simulator.Issuing;
using Xunit.Sdk;

namespace BioToken.Tests;

/// <summary>
/// Identities for tests, from one simulated authority. Generating keys is slow, so tests share them: the nth identity that a test requests
/// with given properties is the same in every test, and no two are the same within one test.
/// </summary>
internal static class TestIdentities
{
    private static readonly SimulatedAuthority Authority = new();
    // By the run of a test, not by its name: a process may run a test several times.
    private static readonly ConditionalWeakTable<ITest, ConcurrentDictionary<Wish, int>> Asked = [];
    private static readonly Dictionary<(Wish Wish, int Number), NpkiIdentity> Made = [];

    public static NpkiIdentity New(
        string name = "홍길동",
        DateTimeOffset? notBefore = null,
        DateTimeOffset? notAfter = null,
        bool keyManagement = true,
        bool randomValue = true)
    {
        Wish wish = new(name, Day(notBefore ?? notAfter?.AddDays(-365)), Day(notAfter), keyManagement, randomValue);
        int number = Asked.GetOrCreateValue(TestContext.Current.Test!).AddOrUpdate(wish, 0, (_, n) => n + 1);
        lock (Made)
        {
            if (!Made.TryGetValue((wish, number), out NpkiIdentity? made))
                Made.Add((wish, number), made = Issue(wish));
            return Copy(made);
        }
    }

    private static NpkiIdentity Issue(Wish wish) => Authority.Issue(new SimulatedIdentityOptions
    {
        CommonName = wish.Name,
        NotBefore = wish.NotBefore,
        NotAfter = wish.NotAfter,
        HasKeyManagementPair = wish.KeyManagement,
        HasRandomValue = wish.RandomValue,
    });

    // Whole days, so that tests of one run share the identities that they request.
    private static DateTimeOffset? Day(DateTimeOffset? time) => time is { } t ? new DateTimeOffset(t.Date, TimeSpan.Zero) : null;

    private static NpkiIdentity Copy(NpkiIdentity identity) => NpkiIdentity.Create(
        identity.Certificate,
        NpkiPrivateKey.Parse(identity.PrivateKey.Pkcs8),
        identity.KeyManagementCertificate,
        identity.KeyManagementKey is { } key ? NpkiPrivateKey.Parse(key.Pkcs8) : null);

    private sealed record Wish(string Name, DateTimeOffset? NotBefore, DateTimeOffset? NotAfter, bool KeyManagement, bool RandomValue);
}
