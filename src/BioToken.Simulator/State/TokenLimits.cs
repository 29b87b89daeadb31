namespace BioToken.Simulator.State;

/// <summary>What a simulated token can have at most: for those that are made, and for those that are read.</summary>
internal static class TokenLimits
{
    /// <summary>Space for objects in bytes.</summary>
    public const int Memory = 1024 * 1024;

    /// <summary>Session objects of one application, unless its token says otherwise.</summary>
    public const int UsualSessionObjects = 1024;

    /// <summary>Session objects of one application.</summary>
    public const int SessionObjects = 1_000_000;

    /// <summary>Rounds of the hash that guards a PIN: about a second.</summary>
    public const int PinIterations = 2_000_000;

    /// <summary>How long the device waits for a finger.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    /// <summary>How long a match serves for further requests.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    /// <summary>Slots from here on are those of tokens whose own slot cannot be read.</summary>
    public const int FirstUnknownSlot = 1 << 30;
}
