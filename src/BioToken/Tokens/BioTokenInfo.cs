using BioToken.Authentication;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Vendors;

namespace BioToken.Tokens;

/// <summary>A token as it was listed: its description and the steps that it requires.</summary>
public sealed class BioTokenInfo
{
    /// <param name="source">The module that listed it.</param>
    /// <param name="module">Path or name of the module.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="vendor">The profile.</param>
    /// <param name="token">The token's own description.</param>
    /// <param name="isSimulated">Whether the module reports simulated tokens.</param>
    internal BioTokenInfo(object? source, string module, nuint slot, VendorProfile vendor, TokenInfo token, bool isSimulated)
    {
        Source = source;
        Module = module;
        SlotId = slot;
        Vendor = vendor;
        Token = token;
        IsSimulated = isSimulated;
    }

    /// <summary>The profile in use.</summary>
    public VendorProfile Vendor { get; }

    /// <summary>Path of the module's file, or the name of a module that has none.</summary>
    public string Module { get; }

    /// <summary>The module's number for the slot. It may change when the token is reconnected.</summary>
    public ulong Slot => SlotId;

    /// <summary>Label of the token.</summary>
    public string Label => Token.Label;

    /// <summary>Manufacturer that the token reports.</summary>
    public string Manufacturer => Token.Manufacturer;

    /// <summary>Model that the token reports.</summary>
    public string Model => Token.Model;

    /// <summary>Serial number of the token.</summary>
    public string SerialNumber => Token.SerialNumber;

    /// <summary>Version of the hardware.</summary>
    public Version HardwareVersion => new(Token.HardwareVersion.Major, Token.HardwareVersion.Minor);

    /// <summary>Version of the firmware.</summary>
    public Version FirmwareVersion => new(Token.FirmwareVersion.Major, Token.FirmwareVersion.Minor);

    /// <summary>The steps that the token requires, in this order.</summary>
    public IReadOnlyList<AuthenticationStep> AuthenticationSteps
        => DeviceAsksAlone ? [AuthenticationStep.Fingerprint] : Vendor.AuthenticationSteps;

    /// <summary>How the token asks for the finger.</summary>
    public FingerprintMethod FingerprintMethod => DeviceAsksAlone ? FingerprintMethod.ProtectedPath : Vendor.FingerprintMethod;

    /// <summary>State of the PIN.</summary>
    public PinState PinState => PinStates.From(Token.Flags);

    /// <summary>Shortest PIN in bytes; null if the token does not report it.</summary>
    public int? MinPinLength => PinLengths.Min;

    /// <summary>Longest PIN in bytes; null if the token does not report it.</summary>
    public int? MaxPinLength => PinLengths.Max;

    /// <summary>Unused memory for private objects in bytes; null if the token does not report it.</summary>
    public long? FreeMemory => Token.FreePrivateMemory is { } free and <= long.MaxValue ? (long)free : null;

    /// <summary>
    /// True for a simulated token, which protects nothing. Its module decides (<see cref="Modules.ITokenModule.FindSimulated"/>), never its
    /// name.
    /// </summary>
    public bool IsSimulated { get; }

    /// <summary>Its identifying values.</summary>
    internal TokenKey Key => TokenKey.Of(Token);

    /// <summary>The module that listed it, compared by reference; null if there is none.</summary>
    internal object? Source { get; }

    internal nuint SlotId { get; }

    internal TokenInfo Token { get; }

    private bool DeviceAsksAlone
        => Vendor.UsesProtectedPathFlag && Token.Flags.HasFlag(TokenFlags.ProtectedAuthenticationPath);

    /// <summary>
    /// Returns, before a PIN is requested, why no PIN would be sent. A login and a PIN change repeat the check with the token's flags at
    /// that time.
    /// </summary>
    /// <param name="allowFinalAttempt">
    /// Whether a PIN may be sent if a wrong one would lock the token (<see cref="BioTokenOptions.AllowFinalPinAttempt"/>).
    /// </param>
    /// <returns>
    /// <see cref="AuthenticationFailure.PinLocked"/> or <see cref="AuthenticationFailure.FinalPinAttempt"/>; null if a PIN would be sent.
    /// </returns>
    public AuthenticationFailure? CheckPinState(bool allowFinalAttempt) => PinState switch
    {
        PinState.Locked => AuthenticationFailure.PinLocked,
        PinState.FinalAttempt when !allowFinalAttempt => AuthenticationFailure.FinalPinAttempt,
        _ => null,
    };

    /// <summary>Checks whether the token accepts a PIN of this length; a PIN of another length is never sent.</summary>
    /// <param name="pin">The PIN that a person typed.</param>
    /// <returns><see cref="AuthenticationFailure.PinLengthInvalid"/>; null if the token accepts it or reports no limits.</returns>
    public AuthenticationFailure? CheckPinLength(Pin pin)
    {
        ArgumentNullException.ThrowIfNull(pin);
        int length = pin.Utf8.Length;
        return length < MinPinLength || length > MaxPinLength ? AuthenticationFailure.PinLengthInvalid : null;
    }

    /// <summary>Vendor and label; without the serial number, since this text may reach a log.</summary>
    public override string ToString() => $"{Vendor.DisplayName}: {Label}";

    /// <summary>The limits if they are plausible: some drivers report zeros, a maximum below the minimum, or random numbers.</summary>
    private (int? Min, int? Max) PinLengths
        => Token.MinPinLength > (ulong)Pin.MaxLength || Token.MinPinLength > Token.MaxPinLength || Token.MaxPinLength == 0
        ? (null, null)
        : (ToLength(Token.MinPinLength), ToLength(Token.MaxPinLength));

    private static int? ToLength(ulong? length) => length is > 0 and <= int.MaxValue ? (int)length : null;
}
