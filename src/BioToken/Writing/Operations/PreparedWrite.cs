using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Certificates;
using BioToken.Npki.Identities;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Storage;
using BioToken.Tokens;
using BioToken.Vendors;
using BioToken.Writing.Journal;
using BioToken.Writing.Plans;
using BioToken.Writing.Steps;

namespace BioToken.Writing.Operations;

/// <summary>
/// A write that was checked and can begin: the objects to write and erase, and its intent for the journal. It and its copies own the new
/// objects: disposing one of them zeroes their templates.
/// </summary>
internal sealed record PreparedWrite : IDisposable
{
    private PreparedWrite()
    {
    }

    public required WriteIntent Intent { get; init; }

    /// <summary>What to write, in the order of the intent.</summary>
    public required IReadOnlyList<NewObject> New { get; init; }

    /// <summary>What to erase, in the order of the intent.</summary>
    public required IReadOnlyList<TokenObject> Old { get; init; }

    /// <summary>The certificates among them.</summary>
    public required IReadOnlyList<NpkiCertificate> Erased { get; init; }

    public SpaceCheckResult SpaceCheck { get; private init; } = SpaceCheckResult.Sufficient;

    /// <summary>The reasons to reject the certificate; a write throws the first.</summary>
    public IReadOnlyList<CertificateRejectedException> Rejections { get; init; } = [];

    public WriteMode Mode => Intent.Mode;

    public bool IsPossible => Rejections.Count == 0 && WritePlan.MayRun(SpaceCheck, Mode);

    /// <summary>The objects that stay.</summary>
    public IEnumerable<TokenObject> Kept => Before.Except(Old);

    /// <summary>Index of the identity's signature certificate among the new objects.</summary>
    public int MainCertificate
        => New.ToList().FindIndex(o => o.Class == CKO.CERTIFICATE && ReferenceEquals(o.Certificate, New[0].Certificate));

    private IReadOnlyList<TokenObject> Before { get; init; } = [];

    private NpkiIdentity? Identity { get; init; }

    private TokenInfo? Token { get; init; }

    /// <param name="token">The token.</param>
    /// <param name="old">What to erase; null if nothing.</param>
    /// <param name="identity">What to write; null if nothing.</param>
    /// <param name="before">Everything that is on the token.</param>
    /// <param name="now">The time.</param>
    public static PreparedWrite Make(
        BioTokenInfo token, TokenIdentity? old, NpkiIdentity? identity, List<TokenObject> before, DateTimeOffset now)
    {
        RandomValueTemplate randomValue = token.Vendor.RandomValue;
        IReadOnlyList<TokenObject> toErase = old is null ? [] : WriteChecks.FindOld(old.Objects, before, randomValue);
        Dictionary<TokenObject, int> places = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < before.Count; i++)
            places[before[i]] = i;
        IReadOnlyList<NewObject> toWrite = identity is null
            ? []
            : NewObjects.For(identity, randomValue, NewObjects.FreshIds(before, randomValue));
        return new PreparedWrite
        {
            Before = before,
            Old = toErase,
            New = toWrite,
            Identity = identity,
            Erased = old is null ? [] : [.. new[] { old.Certificate, old.KeyManagementCertificate }.OfType<NpkiCertificate>()],
            Token = token.Token,
            Intent = new WriteIntent
            {
                TokenSerialNumber = token.SerialNumber,
                TokenManufacturer = token.Manufacturer,
                TokenModel = token.Model,
                TokenLabel = token.Label,
                StartedAt = now,
                Mode = WriteMode.WriteNewFirst,
                Before = [.. before.Select(JournaledObject.Of)],
                Old = [.. toErase.Select(erased => places[erased])],
                New = [.. toWrite.Select(planned => planned.Describe())],
                OldSerialNumber = old?.SerialNumber,
                OldCertificate = old?.Certificate.Digest(),
                NewSerialNumber = identity?.Certificate.SerialNumber,
                NewCertificate = identity?.Certificate.Digest(),
                SourceFolder = identity?.SourceFolder,
            },
        };
    }

    /// <summary>Decides the order by the available space.</summary>
    /// <param name="space">Whether the new objects fit beside the present ones.</param>
    /// <param name="free">
    /// Bytes that are known to be free; null if not all objects are visible, so that the space after an erasure is unknown.
    /// </param>
    /// <param name="options">The options.</param>
    /// <param name="disk">The disk that holds the new identity meanwhile.</param>
    public PreparedWrite In(SpaceCheckResult space, long? free, WriteOptions options, IDisk disk)
    {
        if (space == SpaceCheckResult.Insufficient
            && Old.Count > 0
            && free is { } known
            && !SpaceProbe.FitsInPlace(New, Old, Erased, known))
            space = SpaceCheckResult.InsufficientInPlace;
        if (space != SpaceCheckResult.Insufficient || !options.AllowEraseBeforeWrite || Old.Count == 0)
            return this with { SpaceCheck = space };
        foreach (NewObject planned in New)
            planned.Reset();
        return this with
        {
            SpaceCheck = space,
            Intent = Intent with { Mode = WriteMode.EraseOldFirst },
            Rejections = WriteChecks.SourceIsKept(Identity!, disk) is { } rejected ? [.. Rejections, rejected] : Rejections,
        };
    }

    public void Dispose()
    {
        foreach (NewObject planned in New)
            planned.Dispose();
    }

    /// <exception cref="CertificateRejectedException">The certificate may not be written.</exception>
    public void ThrowIfRejected()
    {
        if (Rejections is [var first, ..])
            throw first;
    }

    public WritePlan Plan(bool isLoggedIn) => new()
    {
        TokenSerialNumber = Intent.TokenSerialNumber,
        IsLoggedIn = isLoggedIn,
        NewCertificateHash = Hex(Intent.NewCertificate),
        OldCertificateHash = Hex(Intent.OldCertificate),
        Mode = Mode,
        SpaceCheck = SpaceCheck,
        IsRandomValueMissing = Identity is { LacksRandomValue: true },
        Rejections =
        [
            .. Rejections.Select(rejected => new PlannedRejection { Rejection = rejected.Rejection, Message = rejected.Message }),
        ],
        BytesNeeded = SpaceProbe.Measure(New),
        BytesFree = SpaceProbe.Free(Token!),
        Objects = [.. PlanBefore(), .. New.Select(planned => planned.Plan())],
    };

    private IEnumerable<PlannedObject> PlanBefore()
    {
        HashSet<TokenObject> erased = new(Old, ReferenceEqualityComparer.Instance);
        return Before.Select(seen => seen.Plan(erased.Contains(seen) ? PlannedChange.Erase : PlannedChange.Keep));
    }

    private static string? Hex(byte[]? bytes) => bytes is { Length: > 0 } ? Convert.ToHexStringLower(bytes) : null;
}
