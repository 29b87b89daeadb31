using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki.Application;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Tokens;

namespace BioToken.Simulator.Cryptoki.Calls;

/// <summary>
/// A call to a token: refused, ended by a fault, or to be carried out and then handed to <see cref="End(CKR)"/>. Most functions have one
/// line of this form: <c>return call.EarlyReturn ?? call.End(work)</c>.
/// </summary>
internal readonly struct Call
{
    private readonly TokenDevice? _device;
    private readonly Session? _session;
    private readonly Fault? _fault;

    private Call(CKR? earlyReturn, TokenDevice? device, Session? session, Fault? fault)
    {
        EarlyReturn = earlyReturn;
        _device = device;
        _session = session;
        _fault = fault;
    }

    /// <summary>The immediate return value; null for a call to carry out.</summary>
    public CKR? EarlyReturn { get; }

    /// <summary>The token of a call to carry out.</summary>
    public TokenDevice Device => _device!;

    /// <summary>The session of a call to carry out that names one.</summary>
    public Session Session => _session!;

    /// <summary>Whether a fault, and no error of the caller, ended the call early.</summary>
    public bool IsEndedByFault => EarlyReturn is not null && _fault is not null;

    /// <summary>A fault's error of the reported lengths; usually 0.</summary>
    public int LengthError => EarlyReturn is null && _fault is not null ? _fault.LengthError : 0;

    public static Call Refuse(CKR rv) => new(rv, device: null, session: null, fault: null);

    public static Call Proceed(TokenDevice device, Session? session) => new(earlyReturn: null, device, session, fault: null);

    public static Call ProceedWith(Fault fault) => new(fault.Begin(), fault.Device, fault.Session, fault);

    /// <summary>Ends a call that was carried out.</summary>
    /// <param name="rv">The work's own return value.</param>
    /// <returns>The call's return value.</returns>
    public CKR End(CKR rv) => _fault is null ? rv : _fault.End(rv);

    /// <summary>Ends a call with an output of bytes.</summary>
    /// <param name="rv">The work's own return value.</param>
    /// <param name="output">The output buffer.</param>
    /// <param name="written">Its length, which a fault may increase beyond the buffer.</param>
    public CKR End(CKR rv, OutputBuffer output, ref int written)
    {
        if (_fault is null)
            return rv;
        int reported = Lengths.Add(written, _fault.LengthError);
        if (reported > written && !output.IsQuery && written < output.Place.Length)
            output.Place[written..Math.Min(reported, output.Place.Length)].Clear();
        written = reported;
        return _fault.End(rv);
    }
}
