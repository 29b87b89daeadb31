using System.Globalization;
using BioToken.Errors;
using BioToken.Npki.Certificates;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Resources;
using BioToken.Writing.Journal;
using BioToken.Writing.Plans;

namespace BioToken.Writing.Steps;

/// <summary>Determines whether a token has enough space for new objects, before anything on it is changed.</summary>
internal static class SpaceProbe
{
    private const string ProbeLabel = "BioToken probe";

    // Overhead of an attribute: at least its type and length.
    private const int AttributeHeader = 8;

    // Size of an object's class, type, flags and the like, and of R with its attributes, as written.
    private const int ScalarLength = 24;
    private const int RandomValueLength = 40;

    /// <summary>Bytes that objects need, by their attributes. A token's overhead is not known.</summary>
    public static long Measure(IEnumerable<NewObject> objects) => objects.Sum(LengthOf);

    /// <summary>Unused memory of a token in bytes; null if it does not report it.</summary>
    public static long? Free(TokenInfo token) => token is { FreePrivateMemory: { } freePrivate, FreePublicMemory: { } freePublic }
        ? (long)Math.Min(freePrivate == freePublic ? freePrivate : freePrivate + freePublic, long.MaxValue)
        : null;

    /// <summary>
    /// Whether objects would fit in the place of an old identity. A token's overhead is the same for both, so only the difference must fit
    /// into the free space, with half as much again as a reserve, since erased objects cannot be restored.
    /// </summary>
    /// <param name="objects">The objects to write.</param>
    /// <param name="old">The objects to erase.</param>
    /// <param name="certificates">The certificates among them.</param>
    /// <param name="free">Bytes that are known to be free.</param>
    public static bool FitsInPlace(
        IReadOnlyList<NewObject> objects, IReadOnlyList<TokenObject> old, IReadOnlyList<NpkiCertificate> certificates, long free)
        => (Measure(objects) - old.Sum(o => LengthOf(o, certificates))) * 3 / 2 <= free;

    /// <summary>
    /// Compares the objects' size with the token's figures. If half as much again would not fit, the figures do not decide: the token adds
    /// attributes of its own.
    /// </summary>
    public static SpaceCheckResult ByFigures(IReadOnlyList<NewObject> objects, TokenInfo token)
    {
        if (token is not { FreePrivateMemory: { } freePrivate, FreePublicMemory: { } freePublic })
            return objects.Count == 0 ? SpaceCheckResult.Sufficient : SpaceCheckResult.Unknown;
        ulong neededPrivate = (ulong)Measure(objects.Where(o => o.Class is CKO.PRIVATE_KEY or CKO.DATA));
        ulong neededPublic = (ulong)Measure(objects) - neededPrivate;
        // Equal figures mean one memory for both.
        bool Fits(ulong halves) => freePrivate == freePublic
            ? (neededPrivate + neededPublic) * halves / 2 <= freePrivate
            : neededPrivate * halves / 2 <= freePrivate && neededPublic * halves / 2 <= freePublic;
        return Fits(halves: 3) ? SpaceCheckResult.Sufficient : Fits(halves: 2) ? SpaceCheckResult.Unknown : SpaceCheckResult.Insufficient;
    }

    /// <summary>
    /// Tests the space: writes as many data objects, each a quarter larger, and removes them again. The journal records them, so that an
    /// interruption leaves none.
    /// </summary>
    /// <returns>Whether there is enough space, and how many bytes did fit.</returns>
    /// <exception cref="CertificateWriteException">They could not be removed.</exception>
    public static (SpaceCheckResult Room, long Free) ByTrial(WriteContext context, WriteIntent nothing, IReadOnlyList<NewObject> objects)
    {
        NewObject[] trials = [.. objects.Select((o, i) => Trial(PaddedLengthOf(o), i))];
        WriteIntent intent = nothing with { New = [.. trials.Select(trial => trial.Describe())] };
        WriteSteps steps = new(context);
        SpaceCheckResult space = SpaceCheckResult.Sufficient;
        context.Journal.Begin(intent);
        foreach (NewObject trial in trials)
        {
            trial.IsAttempted = true;
            CKR result = context.Cryptoki.CreateObject(context.Session.Handle, trial.Template, out nuint handle);
            if (result == CKR.OK)
            {
                trial.Handle = handle;
                continue;
            }

            // Only one value means insufficient space: smaller objects may still fit. The write itself will show the meaning of any other,
            // and undo it.
            space = result == CKR.DEVICE_MEMORY ? SpaceCheckResult.Insufficient : SpaceCheckResult.Unknown;
            context.Session.LoginWatch.Note(result);
            if (space == SpaceCheckResult.Unknown)
                break;
        }

        RemoveTrials(steps, intent, trials);
        return (space, objects.Where((_, i) => trials[i].Handle is not null).Sum(PaddedLengthOf));
    }

    private static void RemoveTrials(WriteSteps steps, WriteIntent intent, NewObject[] trials)
    {
        steps.Remove(steps.Inspect(intent, trials).Written);
        IntendedWrite now = steps.Inspect(intent, trials);
        if (now.HasNew)
        {
            throw steps.Interrupted(
                TokenContents.OldAndPartOfNew,
                new BioTokenException(BioTokenError.WriteFailed, Messages.Format("WriteNewObjectLeft", CKO.DATA)));
        }

        if (now.Unidentified is [{ } left, ..])
            throw steps.InterruptedBy(left);
        // Whatever hides other objects may hide the trials, too.
        if (now.OtherMissing is { } missing)
        {
            throw steps.Interrupted(
                TokenContents.Unknown,
                new BioTokenException(BioTokenError.WriteFailed, Messages.Format("WriteForeignObjectMissing", missing.Class)));
        }

        steps.Finish(JournalRecordKind.RolledBack);
    }

    private static NewObject Trial(int length, int number) => new(CKO.DATA, certificate: null, template => template
        .Add(CKA.PRIVATE, value: true)
        .Add(CKA.LABEL, string.Create(CultureInfo.InvariantCulture, $"{ProbeLabel} {number}"))
        .Add(CKA.APPLICATION, "BioToken")
        .Add(CKA.VALUE, new byte[length]));

    /// <summary>
    /// Bytes of an object on the token, counted like those of a new one and, if parts are invisible, rather too few: erased objects cannot
    /// be restored.
    /// </summary>
    private static long LengthOf(TokenObject old, IReadOnlyList<NpkiCertificate> certificates)
    {
        NpkiCertificate certificate = certificates[0];
        long subject = certificate.SubjectDer.Length;
        (long values, int attributes) = old.Class switch
        {
            CKO.CERTIFICATE => (old.Value.Length + subject + certificate.IssuerDer.Length, 10),
            // Modulus and private exponent, and five numbers of half their length (PKCS #1 section 3.2).
            CKO.PRIVATE_KEY => (subject + (old.Modulus.Length * 9 / 2), 20),
            CKO.PUBLIC_KEY => (subject + old.Modulus.Length, 12),
            // R is 20 bytes; its identifying attributes are as many again.
            _ => (RandomValueLength, 8),
        };
        return old.Id.Length + old.Label.Length + ScalarLength + values + (attributes * AttributeHeader);
    }

    // A token adds more attributes to a key than to a data object.
    private static int PaddedLengthOf(NewObject planned) => LengthOf(planned) * 5 / 4;

    private static int LengthOf(NewObject planned) => planned.Template.ValueLength + (planned.Template.Count * AttributeHeader);
}
