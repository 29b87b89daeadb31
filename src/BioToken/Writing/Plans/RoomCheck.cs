using System.Globalization;
using BioToken.Pkcs11;

namespace BioToken;

/// <summary>Finds out whether a token has room for new objects, before anything on it is changed.</summary>
internal static class RoomCheck
{
    private const string ProbeLabel = "BioToken probe";

    /// <summary>Bytes that the values of objects need. What a token needs beside them is not known.</summary>
    public static long Measure(IEnumerable<NewObject> objects) => objects.Sum(LengthOf);

    /// <summary>Unused memory of a token in bytes; null if it does not tell.</summary>
    public static long? Free(TokenInfo token) => token is { FreePrivateMemory: { } freePrivate, FreePublicMemory: { } freePublic }
        ? (long)Math.Min(freePrivate == freePublic ? freePrivate : freePrivate + freePublic, long.MaxValue)
        : null;

    /// <summary>Compares what the objects need with what the token tells.</summary>
    public static TokenRoom ByFigures(IReadOnlyList<NewObject> objects, TokenInfo token)
    {
        if (token is not { FreePrivateMemory: { } freePrivate, FreePublicMemory: { } freePublic })
            return objects.Count == 0 ? TokenRoom.Enough : TokenRoom.Unknown;
        ulong neededPrivate = (ulong)Measure(objects.Where(o => o.Class is CKO.PRIVATE_KEY or CKO.DATA));
        ulong neededPublic = (ulong)Measure(objects) - neededPrivate;
        // The same figure twice is one memory for both.
        bool isEnough = freePrivate == freePublic
            ? neededPrivate + neededPublic <= freePrivate
            : neededPrivate <= freePrivate && neededPublic <= freePublic;
        return isEnough ? TokenRoom.Enough : TokenRoom.TooSmall;
    }

    /// <summary>
    /// Tries it out: as many data objects, each as large, are written and removed again. The journal knows of them, so that a stop in between leaves none.
    /// </summary>
    /// <exception cref="CertificateWriteException">They could not be removed.</exception>
    public static TokenRoom ByTrial(WriteContext context, WriteIntent nothing, IReadOnlyList<NewObject> objects)
    {
        NewObject[] trials = [.. objects.Select((o, i) => Trial(LengthOf(o), i))];
        WriteIntent intent = nothing with { New = [.. trials.Select(trial => trial.Describe())] };
        WriteSteps steps = new(context);
        TokenRoom room = TokenRoom.Enough;
        context.Journal.Begin(intent);
        foreach (NewObject trial in trials)
        {
            using AttributeTemplate template = trial.MakeTemplate();
            CKR result = context.Cryptoki.CreateObject(context.Session, template, out nuint handle);
            if (result != CKR.OK)
            {
                // Only one value says that there is no room. What any other means, the write itself will show, and undo.
                room = result == CKR.DEVICE_MEMORY ? TokenRoom.TooSmall : TokenRoom.Unknown;
                break;
            }

            trial.Handle = handle;
        }

        RemoveTrials(steps, intent, trials);
        return room;
    }

    private static void RemoveTrials(WriteSteps steps, WriteIntent intent, NewObject[] trials)
    {
        steps.Remove(steps.Look(intent, trials).Written);
        if (steps.Look(intent, trials) is { HasNew: true })
        {
            throw steps.Stopped(
                TokenContents.OldAndPartOfNew, new BioTokenException(BioTokenError.Write, Messages.Format("WriteNewObjectLeft", CKO.DATA)));
        }

        steps.Finish(JournalRecordKind.RolledBack);
    }

    private static NewObject Trial(int length, int number) => new(CKO.DATA, certificate: null, template => template
        .Add(CKA.PRIVATE, value: true)
        .Add(CKA.LABEL, string.Create(CultureInfo.InvariantCulture, $"{ProbeLabel} {number}"))
        .Add(CKA.APPLICATION, "BioToken")
        .Add(CKA.VALUE, new byte[length]));

    private static int LengthOf(NewObject planned)
    {
        using AttributeTemplate template = planned.MakeTemplate();
        return template.ValueLength;
    }
}
