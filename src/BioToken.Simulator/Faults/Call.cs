using BioToken.Pkcs11;

namespace BioToken.Simulator;

/// <summary>
/// A call on its way to a token: refused, ended by a fault, or to be carried out and then handed to <see cref="End(CKR)"/>. Each function is
/// one line of this form: <c>return call.Answer ?? call.End(work)</c>.
/// </summary>
internal readonly struct Call
{
    private readonly TokenDevice? _device;
    private readonly Session? _session;
    private readonly Fault? _fault;

    private Call(CKR? answer, TokenDevice? device, Session? session, Fault? fault)
    {
        Answer = answer;
        _device = device;
        _session = session;
        _fault = fault;
    }

    /// <summary>What to answer at once; null for a call to carry out.</summary>
    public CKR? Answer { get; }

    /// <summary>The token of a call to carry out.</summary>
    public TokenDevice Device => _device!;

    /// <summary>The session of a call to carry out that names one.</summary>
    public Session Session => _session!;

    /// <summary>Whether a fault, and no error of the caller, is what answers.</summary>
    public bool IsCutShort => Answer is not null && _fault is not null;

    /// <summary>What is added to the lengths of the answer; mostly 0.</summary>
    public int Lie => Answer is null && _fault is not null ? _fault.Lie : 0;

    public static Call Refuse(CKR answer) => new(answer, device: null, session: null, fault: null);

    public static Call To(TokenDevice device, Session? session) => new(answer: null, device, session, fault: null);

    public static Call Under(Fault fault) => new(fault.Begin(), fault.Device, fault.Session, fault);

    /// <summary>Ends a call that was carried out.</summary>
    /// <param name="rv">What it answers by itself.</param>
    /// <returns>What it answers.</returns>
    public CKR End(CKR rv) => _fault is null ? rv : _fault.End(rv);

    /// <summary>Ends a call with an output of bytes.</summary>
    /// <param name="rv">What it answers by itself.</param>
    /// <param name="output">Where the output went.</param>
    /// <param name="written">Its length, in which a lie may go beyond the place.</param>
    public CKR End(CKR rv, OutputBuffer output, ref int written)
    {
        if (_fault is null)
            return rv;
        int told = Lengths.Lie(written, _fault.Lie);
        if (told > written && !output.IsQuery && written < output.Place.Length)
            output.Place[written..Math.Min(told, output.Place.Length)].Clear();
        written = told;
        return _fault.End(rv);
    }
}
