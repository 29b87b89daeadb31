using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;

namespace BioToken.Pkcs11.Native;

internal sealed unsafe partial class NativeCryptoki
{
    private const int MaxRounds = 3;

    public CKR GetAttributeValue(nuint session, nuint handle, AttributeQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        NativeQuery native = query.Native is { } made && made.Layout == _layout ? made : query.Native = new(query, _structures);
        query.Clear();
        CKR result = Ask(session, handle, native, native.PrepareAll());
        if (!TellsOfEach(result))
            return result;
        native.ReadAll(result);
        return native.HasPending ? FetchPending(session, handle, query, native, result) : Outcome(CKR.OK, result);
    }

    /// <summary>Fetches values that did not fit in the first call: their lengths if unknown, then the values.</summary>
    private CKR FetchPending(nuint session, nuint handle, AttributeQuery query, NativeQuery native, CKR result)
    {
        CKR outcome = Outcome(CKR.OK, result);
        for (int round = 0; round < MaxRounds && native.HasPending; round++)
        {
            if (native.PrepareLengths() is > 0 and var unknown)
            {
                result = Ask(session, handle, native, unknown);
                if (!TellsOfEach(result))
                    return Nothing(query, result);
                outcome = Outcome(outcome, result);
                native.ReadLengths();
            }

            if (!native.MakeRoom())
                return Nothing(query, CKR.BUFFER_TOO_SMALL);
            if (native.HasPending)
            {
                result = Ask(session, handle, native, native.PrepareValues());
                if (!TellsOfEach(result))
                    return Nothing(query, result);
                outcome = Outcome(outcome, result);
                native.ReadValues(result);
            }
        }

        return native.HasPending ? Nothing(query, CKR.BUFFER_TOO_SMALL) : outcome;
    }

    private CKR Ask(nuint session, nuint handle, NativeQuery native, int count)
    {
        CKR result = Result(_functions.GetAttributeValue(session, handle, native.Template, (nuint)count));
        GC.KeepAlive(native);
        return result;
    }

    /// <summary>
    /// Return values that leave each attribute of the call to speak for itself (PKCS#11 v2.40 section 5.7, C_GetAttributeValue).
    /// </summary>
    private static bool TellsOfEach(CKR result)
        => result is CKR.OK or CKR.ATTRIBUTE_SENSITIVE or CKR.ATTRIBUTE_TYPE_INVALID or CKR.BUFFER_TOO_SMALL;

    private static CKR Outcome(CKR soFar, CKR result)
        => soFar == CKR.OK && result != CKR.BUFFER_TOO_SMALL ? result : soFar;

    private static CKR Nothing(AttributeQuery query, CKR result)
    {
        query.Clear();
        return result;
    }
}
