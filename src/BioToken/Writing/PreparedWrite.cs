using System.Security.Cryptography;
using BioToken.Npki;
using BioToken.Pkcs11;
using BioToken.Storage;

namespace BioToken;

/// <summary>A write that was checked and can begin: what to write, what to erase, and its name for the journal.</summary>
internal sealed record PreparedWrite
{
    private PreparedWrite()
    {
    }

    public required WriteIntent Intent { get; init; }

    /// <summary>What to write, in the order of the intent.</summary>
    public required IReadOnlyList<NewObject> New { get; init; }

    /// <summary>What to erase, in the order of the intent.</summary>
    public required IReadOnlyList<TokenObject> Old { get; init; }

    /// <summary>The certificates of it.</summary>
    public required IReadOnlyList<NpkiCertificate> Erased { get; init; }

    public TokenRoom Room { get; private init; } = TokenRoom.Enough;

    public WriteMode Mode => Intent.Mode;

    public bool IsPossible => WritePlan.MayRun(Room, Mode);

    /// <summary>What is not erased.</summary>
    public IEnumerable<TokenObject> Staying => Before.Except(Old);

    /// <summary>Place of the identity's own certificate among the new objects.</summary>
    public int MainCertificate => New.ToList().FindIndex(o => o.Class == CKO.CERTIFICATE && ReferenceEquals(o.Certificate, New[0].Certificate));

    private IReadOnlyList<TokenObject> Before { get; init; } = [];

    private NpkiIdentity? Identity { get; init; }

    private TokenInfo? Token { get; init; }

    /// <param name="token">The token.</param>
    /// <param name="old">What to erase; null if nothing.</param>
    /// <param name="identity">What to write; null if nothing.</param>
    /// <param name="before">Everything that is on the token.</param>
    /// <param name="now">The time.</param>
    public static PreparedWrite Make(Token token, TokenIdentity? old, NpkiIdentity? identity, List<TokenObject> before, DateTimeOffset now)
    {
        RandomValueTemplate randomValue = token.Info.Vendor.RandomValue;
        IReadOnlyList<TokenObject> toErase = old is null ? [] : WriteChecks.FindOld(old, before);
        IReadOnlyList<NewObject> toWrite = identity is null ? [] : NewObjects.For(identity, randomValue, NewObjects.FreshIds(before, randomValue));
        return new PreparedWrite
        {
            Before = before,
            Old = toErase,
            New = toWrite,
            Identity = identity,
            Erased = old is null ? [] : [.. new[] { old.Certificate, old.KeyManagementCertificate }.OfType<NpkiCertificate>()],
            Token = token.Info.Token,
            Intent = new WriteIntent
            {
                TokenSerialNumber = token.Info.SerialNumber,
                TokenLabel = token.Info.Label,
                StartedAt = now,
                Mode = WriteMode.WriteNewFirst,
                Before = [.. before.Select(JournaledObject.Of)],
                Old = [.. toErase.Select(erased => before.IndexOf(erased))],
                New = [.. toWrite.Select(planned => planned.Describe())],
                OldSerialNumber = old?.SerialNumber,
                OldCertificate = old is null ? null : SHA256.HashData(old.Certificate.Der.Span),
                NewSerialNumber = identity?.Certificate.SerialNumber,
                NewCertificate = identity is null ? null : SHA256.HashData(identity.Certificate.Der.Span),
                SourceFolder = identity?.SourceFolder,
            },
        };
    }

    /// <summary>Decides the order by the room that there is.</summary>
    /// <param name="room">Whether there is room beside what is on the token.</param>
    /// <param name="free">Bytes that are known to be free; null where not all objects are visible, so that it cannot be told what would be free.</param>
    /// <param name="options">What is allowed.</param>
    /// <param name="disk">The disk that keeps the new one meanwhile.</param>
    /// <exception cref="CertificateRejectedException">The old identity would be erased first, and the new one is in no folder.</exception>
    public PreparedWrite In(TokenRoom room, long? free, WriteOptions options, IDisk disk)
    {
        if (room == TokenRoom.TooSmall && Old.Count > 0 && free is { } known && !RoomCheck.FitsInPlace(New, Old, Erased, known))
            room = TokenRoom.TooSmallInPlace;
        if (room != TokenRoom.TooSmall || !options.AllowIrreversibleGap || Old.Count == 0)
            return this with { Room = room };
        WriteChecks.SourceIsKept(Identity!, disk);
        foreach (NewObject planned in New)
            planned.Handle = null;
        return this with { Room = room, Intent = Intent with { Mode = WriteMode.EraseOldFirst } };
    }

    public WritePlan Plan(bool isLoggedIn) => new()
    {
        TokenSerialNumber = Intent.TokenSerialNumber,
        IsLoggedIn = isLoggedIn,
        NewCertificate = Hex(Intent.NewCertificate),
        OldCertificate = Hex(Intent.OldCertificate),
        Mode = Mode,
        Room = Room,
        IsRandomValueMissing = Identity is { LacksRandomValue: true },
        BytesNeeded = RoomCheck.Measure(New),
        BytesFree = RoomCheck.Free(Token!),
        Objects = [.. Before.Select(seen => seen.Plan(Old.Contains(seen) ? PlannedChange.Erased : PlannedChange.Stays)), .. New.Select(planned => planned.Plan())],
    };

    private static string? Hex(byte[]? bytes) => bytes is { Length: > 0 } ? Convert.ToHexStringLower(bytes) : null;
}
