using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Native.Codec;
using BioToken.Simulator.Objects.Attributes;
using static BioToken.Simulator.Native.EntryPoints.EntryPoint;
using static BioToken.Simulator.Native.EntryPoints.LoadedModule;

namespace BioToken.Simulator.Native.EntryPoints;

/// <summary>The common parts of the operations' entry points (PKCS#11 v2.40 section 5.2).</summary>
internal static unsafe class OperationEntryPoint
{
    public delegate CKR InitFunction(SimulatedCryptoki module, nuint session, in MechanismArgument mechanism, nuint key);

    public delegate CKR UpdateFunction(SimulatedCryptoki module, nuint session, ReadOnlySpan<byte> input);

    public delegate CKR OutputFunction(
        SimulatedCryptoki module, nuint session, ReadOnlySpan<byte> input, OutputBuffer output, out int written);

    /// <summary>Begins an operation; without a mechanism, ends the one under way (PKCS#11 v3.0 section 5.8, C_EncryptInit).</summary>
    public static nuint Start(InitFunction begin, MechanismFlags operation, nuint session, byte* mechanism, nuint key)
    {
        try
        {
            if (mechanism is null)
                return (nuint)Module.Operations.CancelOperation(session, operation);
            CKR rv = Structures.DecodeMechanism(mechanism, out MechanismArgument argument);
            return (nuint)(rv == CKR.OK ? begin(Module, session, argument, key) : Refuse(session, rv));
        }
        catch (Exception e)
        {
            return Failure(e);
        }
    }

    /// <summary>Passes data to an operation.</summary>
    public static nuint Update(UpdateFunction step, MechanismFlags operation, nuint session, byte* input, nuint length)
    {
        try
        {
            CKR rv = CheckInput(input, length);
            return (nuint)(rv == CKR.OK
                ? step(Module, session, new ReadOnlySpan<byte>(input, (int)length))
                : RefuseAndEnd(session, operation, rv));
        }
        catch (Exception e)
        {
            return Failure(e);
        }
    }

    /// <summary>Passes data to an operation and returns its output or the output's length.</summary>
    public static nuint Transform(
        OutputFunction step, MechanismFlags operation, nuint session, byte* input, nuint length, byte* place, byte* placeLength)
    {
        byte[]? copy = null;
        try
        {
            CKR rv = placeLength is null ? CKR.ARGUMENTS_BAD : CheckInput(input, length);
            if (rv != CKR.OK)
                return (nuint)RefuseAndEnd(session, operation, rv);
            ReadOnlySpan<byte> data = new(input, (int)length);
            OutputBuffer output = place is null ? OutputBuffer.Query : new Span<byte>(place, Bounded(ReadULong(placeLength)));
            // Input and output may share memory (section 5.8, C_Encrypt).
            if (data.Overlaps(output.Place))
                data = copy = AttributeSet.Pin(data);
            rv = step(Module, session, data, output, out int written);
            if (rv is CKR.OK or CKR.BUFFER_TOO_SMALL)
                WriteULong(placeLength, (ulong)written);
            return (nuint)rv;
        }
        catch (Exception e)
        {
            return Failure(e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }

    private static CKR CheckInput(byte* input, nuint length)
    {
        if (input is null && length > 0)
            return CKR.ARGUMENTS_BAD;
        return length > int.MaxValue ? CKR.DATA_LEN_RANGE : CKR.OK;
    }
}
