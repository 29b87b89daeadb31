using System.Globalization;
using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Faults;

/// <summary>The effect of a <see cref="FaultRule"/> on a call, before or after the call's own work.</summary>
public sealed record FaultEffect
{
    /// <summary>Largest number that a length can be off by.</summary>
    public const int MaxLengthError = 1_000_000_000;

    private FaultEffect(FaultKind kind, bool isAfter = false)
    {
        Kind = kind;
        IsAfter = isAfter;
    }

    /// <summary>The effect.</summary>
    public FaultKind Kind { get; }

    /// <summary>True if the call does its work first. False for a wrong length, which concerns only what the call reports.</summary>
    public bool IsAfter { get; }

    /// <summary>The call's return value; null for another kind than <see cref="FaultKind.Return"/>.</summary>
    public CKR? ReturnValue { get; private init; }

    /// <summary>How long a delay or a hang lasts; null for a hang without an end, and for the other kinds.</summary>
    public TimeSpan? Duration { get; private init; }

    /// <summary>The error of reported lengths and counts; 0 for another kind than <see cref="FaultKind.WrongLength"/>.</summary>
    public int Difference { get; private init; }

    /// <summary>The call returns a value.</summary>
    /// <param name="value">The value; <see cref="CKR.OK"/> too.</param>
    /// <param name="isAfter">False to return it instead of the effect, true to return it after the effect.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value has more than 32 bits, which not every CK_RV has.</exception>
    public static FaultEffect Return(CKR value, bool isAfter = false)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)value, uint.MaxValue, nameof(value));
        return new(FaultKind.Return, isAfter) { ReturnValue = value };
    }

    /// <summary>The call waits, and then continues.</summary>
    /// <param name="time">Whole milliseconds, from 1 to one hour.</param>
    /// <param name="isAfter">True to wait after the effect.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is none of those.</exception>
    public static FaultEffect Delay(TimeSpan time, bool isAfter = false)
        => new(FaultKind.Delay, isAfter) { Duration = Checked(time) };

    /// <summary>The call returns only when token, session or module are gone, or after the time.</summary>
    /// <param name="time">Whole milliseconds, from 1 to one hour; null for ever.</param>
    /// <param name="isAfter">True to do the call's work first.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is none of those.</exception>
    public static FaultEffect Hang(TimeSpan? time = null, bool isAfter = false)
        => new(FaultKind.Hang, isAfter) { Duration = time is { } limit ? Checked(limit) : null };

    /// <summary>The token is removed, and the call returns <see cref="CKR.DEVICE_REMOVED"/>.</summary>
    /// <param name="isAfter">True to do the call's work first.</param>
    public static FaultEffect Remove(bool isAfter = false) => new(FaultKind.Remove, isAfter);

    /// <summary>The process kills itself.</summary>
    /// <param name="isAfter">True to do the call's work first.</param>
    public static FaultEffect Kill(bool isAfter = false) => new(FaultKind.Kill, isAfter);

    /// <summary>All lengths and counts of the call are wrong.</summary>
    /// <param name="difference">The error; not 0, and at most <see cref="MaxLengthError"/> either way.</param>
    /// <exception cref="ArgumentOutOfRangeException">The difference is none of those.</exception>
    public static FaultEffect WrongLength(int difference)
    {
        ArgumentOutOfRangeException.ThrowIfZero(difference);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(difference, MaxLengthError);
        ArgumentOutOfRangeException.ThrowIfLessThan(difference, -MaxLengthError);
        return new(FaultKind.WrongLength) { Difference = difference };
    }

    /// <summary>The effect in the words of a plan.</summary>
    public override string ToString() => Kind switch
    {
        FaultKind.Return => $"{(IsAfter ? "after" : "before")} {Write(ReturnValue!.Value)}",
        FaultKind.WrongLength => string.Create(CultureInfo.InvariantCulture, $"length {Difference:+0;-0}"),
        _ => Word + (Duration is { } time ? " " + WrittenTime.Write(time) : "") + (IsAfter ? " after" : ""),
    };

    private string Word => Kind switch
    {
        FaultKind.Delay => "delay",
        FaultKind.Hang => "hang",
        FaultKind.Remove => "remove",
        _ => "kill",
    };

    private static string Write(CKR value) => value < CKR.VENDOR_DEFINED && Enum.IsDefined(value)
        ? value.ToName()
        : string.Create(CultureInfo.InvariantCulture, $"0x{(ulong)value:X8}");

    private static TimeSpan Checked(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, WrittenTime.Longest);
        ArgumentOutOfRangeException.ThrowIfNotEqual(time.Ticks % TimeSpan.TicksPerMillisecond, 0, nameof(time));
        return time;
    }
}
