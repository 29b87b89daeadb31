using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;
using BioToken.Simulator.Cryptoki;
using BioToken.Simulator.Cryptoki.Calls;
using BioToken.Simulator.Store;

namespace BioToken.Simulator.Native.EntryPoints;

/// <summary>
/// The common parts of the C library's entry points. Each decodes its arguments, calls the module and encodes the result; none lets an
/// exception out, which would end the process.
/// </summary>
/// <remarks>
/// Errors of the session precede bad arguments (PKCS#11 v2.40 section 5.1.7), and a bad argument ends the active operation, as any error
/// but CKR_BUFFER_TOO_SMALL does (section 5.2).
/// </remarks>
internal static unsafe class EntryPoint
{
    /// <summary>Number of slots or mechanisms for which the stack has enough space.</summary>
    public const int UsualList = 64;

    /// <summary>Largest number of handles or mechanisms of one call.</summary>
    public const ulong MaxList = 64 * 1024;

    public static readonly CkStructures Structures = new(CkLayout.Native);

    public delegate CKR ReadFunction<T>(SimulatedCryptoki module, nuint subject, out T value);

    public delegate void EncodeFunction<T>(T value, Span<byte> structure);

    public static CkLayout Layout => Structures.Layout;

    /// <summary>Carries out a call. An exception becomes a return value.</summary>
    public static nuint Run(Func<CKR> call)
    {
        try
        {
            return (nuint)call();
        }
        catch (Exception e)
        {
            return Failure(e);
        }
    }

    /// <summary>Reads a description and writes it as a C structure.</summary>
    public static nuint Describe<T>(ReadFunction<T> read, nuint subject, byte* structure, int size, EncodeFunction<T> encode)
    {
        try
        {
            if (structure is null)
                return (nuint)CKR.ARGUMENTS_BAD;
            CKR rv = read(LoadedModule.Module, subject, out T value);
            if (rv == CKR.OK)
                encode(value, new Span<byte>(structure, size));
            return (nuint)rv;
        }
        catch (Exception e)
        {
            return Failure(e);
        }
    }

    public static nuint Failure(Exception failure) => (nuint)StoreGuard.ToReturnValue(failure);

    /// <summary>The return value for a bad argument of a call in a session: an error of the session itself precedes it.</summary>
    public static CKR Refuse(nuint session, CKR rv = CKR.ARGUMENTS_BAD)
        => LoadedModule.Module.CheckSession(session) is var sessionError and not CKR.OK ? sessionError : rv;

    /// <summary>The same for a call of an active operation, which the error ends.</summary>
    public static CKR RefuseAndEnd(nuint session, MechanismFlags operation, CKR rv = CKR.ARGUMENTS_BAD)
        => LoadedModule.Module.Operations.RefuseAndEnd(session, operation, rv);

    public static void WriteULong(byte* place, ulong value) => Layout.WriteULong(new Span<byte>(place, Layout.ULongSize), 0, value);

    /// <summary>Writes a length or a count, changed by a fault's error.</summary>
    public static void WriteLength(byte* place, ulong length, int lengthError) => WriteULong(place, Lengths.Add(length, lengthError));

    /// <summary>Writes a list, or its length to a NULL pointer, by the convention of section 5.2.</summary>
    public static CKR WriteList<T>(
        CKR rv, ReadOnlySpan<T> list, int found, int lengthError, byte* place, byte* count, Func<T, ulong> number)
    {
        if (rv is not (CKR.OK or CKR.BUFFER_TOO_SMALL))
            return rv;
        WriteLength(count, (ulong)found, lengthError);
        if (place is null || rv == CKR.BUFFER_TOO_SMALL)
            return rv;
        if (found > list.Length)
            return CKR.BUFFER_TOO_SMALL;
        // A fault may report more of them: the rest are zeros.
        int reported = Math.Min(Lengths.Add(found, lengthError), list.Length);
        for (int i = 0; i < reported; i++)
            WriteULong(place + i * Layout.ULongSize, i < found ? number(list[i]) : 0);
        return CKR.OK;
    }

    public static ulong ReadULong(byte* place) => Layout.ReadULong(new ReadOnlySpan<byte>(place, Layout.ULongSize), 0);

    /// <summary>Cuts a length of C to the most that a span can have.</summary>
    public static int Bounded(ulong length) => (int)Math.Min(length, int.MaxValue);

    /// <summary>Whether these are a PIN, or NULL without a length, so that the device asks.</summary>
    public static bool IsPin(byte* pin, nuint length) => pin is not null || length == 0;
}
