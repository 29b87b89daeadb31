using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Mechanisms.Operations;

/// <summary>
/// The destination of an operation's output: a buffer, or a request for its length (a NULL pointer in C), which leaves the operation alive
/// (PKCS#11 v2.40 section 5.2).
/// </summary>
internal readonly ref struct OutputBuffer
{
    private OutputBuffer(Span<byte> place, bool isQuery)
    {
        Place = place;
        IsQuery = isQuery;
    }

    /// <summary>Asks for the length only.</summary>
    public static OutputBuffer Query => new(default, isQuery: true);

    public Span<byte> Place { get; }

    public bool IsQuery { get; }

    public static implicit operator OutputBuffer(Span<byte> place) => new(place, isQuery: false);

    /// <summary>Whether the output can be written now.</summary>
    /// <param name="length">Length of the output in bytes.</param>
    /// <param name="rv">The return value if not: CKR_OK for a length request, CKR_BUFFER_TOO_SMALL for a short buffer.</param>
    /// <returns>False if the operation must be left as it is.</returns>
    public bool CanWrite(int length, out CKR rv)
    {
        rv = IsQuery || Place.Length >= length ? CKR.OK : CKR.BUFFER_TOO_SMALL;
        return !IsQuery && rv == CKR.OK;
    }
}
