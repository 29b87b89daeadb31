using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BioToken.Resources;

namespace BioToken.Writing.Plans;

/// <summary>
/// What a write, replacement or erasure will do to a token, object by object. Made by <see cref="IBioToken.PlanReplaceAsync"/> and its
/// like. With <see cref="WriteOptions.Plan"/>, a write does exactly this or nothing. Two plans are equal if they say the same.
/// </summary>
public sealed record WritePlan
{
    /// <summary>Korean as it is.</summary>
    private static readonly PlanJsonContext Readable = new(
        new JsonSerializerOptions(PlanJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Serial number of the token.</summary>
    public required string TokenSerialNumber { get; init; }

    /// <summary>Whether the token was logged in to: otherwise its private objects were not visible and are not listed.</summary>
    public required bool IsLoggedIn { get; init; }

    /// <summary>SHA-256 of the certificate to write, in hexadecimal; null if none is written.</summary>
    [JsonPropertyName("newCertificate")]
    public string? NewCertificateHash { get; init; }

    /// <summary>SHA-256 of the certificate to erase, in hexadecimal; null if none is erased.</summary>
    [JsonPropertyName("oldCertificate")]
    public string? OldCertificateHash { get; init; }

    /// <summary>The order of a replacement.</summary>
    public required WriteMode Mode { get; init; }

    /// <summary>
    /// Whether there is enough space. With <see cref="SpaceCheckResult.Insufficient"/> and <see cref="WriteMode.WriteNewFirst"/> the plan
    /// cannot be carried out: <see cref="WriteOptions.AllowEraseBeforeWrite"/> makes one that erases first. With
    /// <see cref="SpaceCheckResult.InsufficientInPlace"/> there is none.
    /// </summary>
    public required SpaceCheckResult SpaceCheck { get; init; }

    /// <summary>Bytes that the new objects need, by their attributes; 0 if none are written.</summary>
    public required long BytesNeeded { get; init; }

    /// <summary>Bytes that are free on the token; null if it does not report it.</summary>
    public long? BytesFree { get; init; }

    /// <summary>
    /// Whether the certificate to write has a VID while its key has no random value R: identity checks by number (신원확인) will fail with
    /// it. In place of an identity with R, it is rejected unless <see cref="WriteOptions.AllowMissingRandomValue"/> is set.
    /// </summary>
    public bool IsRandomValueMissing { get; init; }

    /// <summary>
    /// Why the certificate may not be written, most important first; empty if there is no reason. Such a plan cannot be carried out:
    /// its objects and space check show what would be done otherwise. Before a login, a certificate with a VID is assumed to have R, which
    /// only the login shows.
    /// </summary>
    public IReadOnlyList<PlannedRejection> Rejections { get; init; } = [];

    /// <summary>All objects: those that are on the token, then those that are written.</summary>
    public required IReadOnlyList<PlannedObject> Objects { get; init; }

    /// <summary>
    /// What is erased before that, since an earlier write was interrupted; it is among <see cref="Objects"/> too. Such a plan cannot be
    /// carried out: resume first, and make a new one.
    /// </summary>
    public IReadOnlyList<PlannedObject> SettledFirst { get; init; } = [];

    /// <summary>Whether it can be carried out.</summary>
    [JsonIgnore]
    public bool IsPossible => Enum.IsDefined(Mode) && Rejections.Count == 0 && MayRun(SpaceCheck, Mode);

    /// <summary>What is on the token now.</summary>
    [JsonIgnore]
    public IEnumerable<PlannedObject> Before => Objects.Where(o => o.Change != PlannedChange.Write);

    /// <summary>What will be on the token.</summary>
    [JsonIgnore]
    public IEnumerable<PlannedObject> After => Objects.Where(o => o.Change != PlannedChange.Erase);

    internal static bool MayRun(SpaceCheckResult room, WriteMode mode)
        => room is SpaceCheckResult.Sufficient or SpaceCheckResult.Unknown
            || (room == SpaceCheckResult.Insufficient && mode == WriteMode.EraseOldFirst);

    /// <summary>
    /// Returns, before a PIN is requested, whether the token may be unchanged since this plan was made. A write with
    /// <see cref="WriteOptions.Plan"/> compares everything again, logged in.
    /// </summary>
    /// <param name="visible">The same write, planned now without a login.</param>
    public bool MayBeSameAs(WritePlan visible)
    {
        ArgumentNullException.ThrowIfNull(visible);
        return PlanComparison.MayBeSame(this, visible);
    }

    /// <inheritdoc/>
    public bool Equals(WritePlan? other) => other is not null && ToJson() == other.ToJson();

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(TokenSerialNumber, NewCertificateHash, OldCertificateHash, Objects.Count);

    /// <summary>The plan as a JSON document, for <see cref="FromJson"/>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Readable.WritePlan);

    /// <summary>Reads a plan.</summary>
    /// <exception cref="FormatException">It is not a plan, or a newer version made it.</exception>
    public static WritePlan FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            WritePlan? plan = JsonSerializer.Deserialize(json, Readable.WritePlan);
            return plan is not null && PlanSoundness.Holds(plan) ? plan : throw new FormatException(Messages.Format("PlanInvalid", ""));
        }
        // ArgumentException: half a surrogate pair in the text, which is not valid UTF-16.
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new FormatException(Messages.Format("PlanInvalid", PlaceOf(e)), e);
        }
    }

    private static string PlaceOf(Exception e) => e is JsonException { LineNumber: { } line, BytePositionInLine: { } position }
        ? string.Create(CultureInfo.InvariantCulture, $" ({line + 1}:{position})")
        : "";
}
