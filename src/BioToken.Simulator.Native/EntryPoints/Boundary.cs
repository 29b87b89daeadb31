using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;
using BioToken.Simulator.Cryptoki;
using BioToken.Simulator.Cryptoki.Calls;
using BioToken.Simulator.Store;

namespace BioToken.Simulator.Native.EntryPoints;

/// <summary>
/// The entry points of the C library, by chapter of the specification. Each decodes its arguments, calls the module and encodes what it
/// answers; none lets an exception out, which would end the process.
/// </summary>
/// <remarks>
/// Errors that concern the session go before bad arguments (PKCS#11 v2.40 section 5.1.7), and a bad argument ends an operation under way as
/// any error but CKR_BUFFER_TOO_SMALL does (section 5.2).
/// </remarks>
internal static unsafe partial class Boundary
{
    private static readonly CkStructures Structures = new(CkLayout.Native);

    // The C library lets no call through before the first C_Initialize; after C_Finalize the last module says that it is not initialized.
    private static SimulatedCryptoki s_module = null!;
    private static TokenSimulator? s_simulator;

    private static SimulatedCryptoki Module => Volatile.Read(ref s_module);

    private static CkLayout Layout => Structures.Layout;

    /// <summary>Carries out a call. An exception becomes a return value.</summary>
    private static nuint Run(Func<CKR> call)
    {
        try
        {
            return Answer(call());
        }
        catch (Exception e)
        {
            return Failure(e);
        }
    }

    private static nuint Answer(CKR rv) => (nuint)rv;

    private static nuint Failure(Exception failure) => Answer(StoreGuard.ToReturnValue(failure));

    /// <summary>What to return for a bad argument in a session: an error of the session itself goes first.</summary>
    private static CKR Refuse(nuint session, CKR rv = CKR.ARGUMENTS_BAD)
        => Module.CheckSession(session) is var sessionError and not CKR.OK ? sessionError : rv;

    /// <summary>The same where an operation is under way, which the error ends.</summary>
    private static CKR RefuseAndEnd(nuint session, MechanismFlags operation, CKR rv = CKR.ARGUMENTS_BAD)
        => Module.RefuseAndEnd(session, operation, rv);

    private static void WriteULong(byte* place, ulong value) => Layout.WriteULong(new Span<byte>(place, Layout.ULongSize), 0, value);

    /// <summary>Writes a length or a count with what a fault adds to it.</summary>
    private static void WriteLength(byte* place, ulong length, int lengthError) => WriteULong(place, Lengths.Add(length, lengthError));

    private static ulong ReadULong(byte* place) => Layout.ReadULong(new ReadOnlySpan<byte>(place, Layout.ULongSize), 0);

    /// <summary>Cuts a length from C to what a span can have.</summary>
    private static int Bounded(ulong length) => (int)Math.Min(length, int.MaxValue);
}
