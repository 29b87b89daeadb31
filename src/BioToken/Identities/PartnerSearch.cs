using System.Globalization;
using System.Numerics;
using BioToken.Npki.Certificates;

namespace BioToken.Identities;

/// <summary>
/// Finds the key-management certificate that goes with a signature certificate: same subject and issuer, nearly the same period, next in
/// serial number; or the only candidate. Certificates are indexed by name and period.
/// </summary>
internal sealed class PartnerSearch
{
    // A sign and a km certificate are issued by one request; their periods differ by less than this.
    private static readonly TimeSpan SamePeriod = TimeSpan.FromDays(1);

    private readonly Dictionary<Period, LinkedList<TokenKeyPair>> _signing = [];
    // Without certificates that already have a partner.
    private readonly Dictionary<Period, LinkedList<TokenKeyPair>> _management = [];
    private readonly Dictionary<TokenKeyPair, LinkedListNode<TokenKeyPair>> _places = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(string Names, BigInteger Number), List<TokenKeyPair>> _byNumber = [];
    private readonly HashSet<TokenKeyPair> _taken = new(ReferenceEqualityComparer.Instance);

    public PartnerSearch(IReadOnlyList<TokenKeyPair> pairs)
    {
        foreach (TokenKeyPair pair in pairs)
        {
            if (pair.Certificate.IsForSigning)
                Add(_signing, Period.Of(pair.Certificate), pair);
            if (pair.IsForKeyManagementOnly)
                _places[pair] = Add(_management, Period.Of(pair.Certificate), pair);
            if (!pair.MayBeForKeyManagement)
                continue;
            (string, BigInteger) number = (NamesOf(pair.Certificate), Number(pair.Certificate));
            if (!_byNumber.TryGetValue(number, out List<TokenKeyPair>? same))
                _byNumber.Add(number, same = []);
            same.Add(pair);
        }
    }

    /// <summary>Number of pairs whose periods were compared.</summary>
    public int Looks { get; private set; }

    public bool IsTaken(TokenKeyPair management) => _taken.Contains(management);

    /// <summary>Finds the partner and reserves it.</summary>
    public TokenKeyPair? Take(TokenKeyPair main)
    {
        if (!main.Certificate.IsForSigning)
            return null;
        TokenKeyPair? partner = FindNext(main) ?? FindOnly(main);
        if (partner is not null && _taken.Add(partner) && _places.TryGetValue(partner, out LinkedListNode<TokenKeyPair>? place))
            place.List!.Remove(place);
        return partner;
    }

    // Authorities number the two certificates of one request one after the other.
    private TokenKeyPair? FindNext(TokenKeyPair main)
    {
        BigInteger number = Number(main.Certificate);
        string names = NamesOf(main.Certificate);
        foreach (BigInteger next in new[] { number + 1, number - 1 })
        {
            if (!_byNumber.TryGetValue((names, next), out List<TokenKeyPair>? found))
                continue;
            int index = found.FindIndex(km => IsFor(main, km) && !IsTaken(km) && HaveSamePeriod(main.Certificate, km.Certificate));
            if (index < 0)
                continue;
            TokenKeyPair partner = found[index];
            found.RemoveAt(index);
            return partner;
        }

        return null;
    }

    // A certificate of unknown use pairs only with one of known use.
    private static bool IsFor(TokenKeyPair main, TokenKeyPair management)
        => management.IsForKeyManagementOnly || !main.MayBeForKeyManagement;

    private TokenKeyPair? FindOnly(TokenKeyPair main)
    {
        TokenKeyPair[] candidates = [.. Near(_management, main).Take(2)];
        if (candidates is not [{ } only])
            return null;
        bool hasRivals = Near(_signing, only).Any(other => !ReferenceEquals(other, main));
        return hasRivals ? null : only;
    }

    /// <summary>Certificates of the same names and nearly the same period.</summary>
    private IEnumerable<TokenKeyPair> Near(Dictionary<Period, LinkedList<TokenKeyPair>> table, TokenKeyPair pair)
        => Period.Of(pair.Certificate).Neighbours()
            .SelectMany(period => table.TryGetValue(period, out LinkedList<TokenKeyPair>? found) ? found : (IEnumerable<TokenKeyPair>)[])
            .Where(other => HaveSamePeriod(pair.Certificate, other.Certificate));

    private bool HaveSamePeriod(NpkiCertificate one, NpkiCertificate other)
    {
        Looks++;
        return (one.NotBefore - other.NotBefore).Duration() < SamePeriod && (one.NotAfter - other.NotAfter).Duration() < SamePeriod;
    }

    private static string NamesOf(NpkiCertificate certificate)
        => $"{Convert.ToHexString(certificate.SubjectDer.Span)} {Convert.ToHexString(certificate.IssuerDer.Span)}";

    private static BigInteger Number(NpkiCertificate certificate)
        => BigInteger.Parse("0" + certificate.SerialNumber, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static LinkedListNode<TokenKeyPair> Add(Dictionary<Period, LinkedList<TokenKeyPair>> table, Period key, TokenKeyPair pair)
    {
        if (!table.TryGetValue(key, out LinkedList<TokenKeyPair>? pairs))
            table.Add(key, pairs = []);
        return pairs.AddLast(pair);
    }

    /// <summary>Names and the days of a period. Periods that differ by less than a day are on the same or adjacent days.</summary>
    private readonly record struct Period(string Names, long FirstDay, long LastDay)
    {
        public static Period Of(NpkiCertificate certificate) => new(
            NamesOf(certificate),
            certificate.NotBefore.UtcTicks / TimeSpan.TicksPerDay,
            certificate.NotAfter.UtcTicks / TimeSpan.TicksPerDay);

        public IEnumerable<Period> Neighbours()
        {
            for (int first = -1; first <= 1; first++)
            {
                for (int last = -1; last <= 1; last++)
                    yield return this with { FirstDay = FirstDay + first, LastDay = LastDay + last };
            }
        }
    }
}
