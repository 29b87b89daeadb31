namespace BioToken.Simulator.State;

/// <summary>The limits of a simulated token, for new ones and for stored ones.</summary>
internal static class TokenLimits
{
    /// <summary>Space for objects in bytes.</summary>
    public const int Memory = 1024 * 1024;

    /// <summary>Session objects of one application, unless the token has its own limit.</summary>
    public const int UsualSessionObjects = 1024;

    /// <summary>Session objects of one application.</summary>
    public const int SessionObjects = 1_000_000;

    /// <summary>Rounds of the hash that guards a PIN: about a second.</summary>
    public const int PinIterations = 2_000_000;

    /// <summary>How long the device waits for a finger.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    /// <summary>How long a match serves for further requests.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    /// <summary>First slot of tokens whose own slot cannot be read.</summary>
    public const int FirstUnknownSlot = 1 << 30;
}
