namespace BioToken.Simulator.People;

/// <summary>Specifies a simulated person's reaction when the token asks for a finger.</summary>
internal enum TouchKind
{
    /// <summary>Lays an enrolled finger on the sensor.</summary>
    Right,

    /// <summary>Places another finger on the sensor: one attempt is used.</summary>
    Wrong,

    /// <summary>The finger is not recognized: the token asks again, no attempt is used.</summary>
    Wet,

    /// <summary>Never touches.</summary>
    WalkAway,

    /// <summary>Presses cancel on the device.</summary>
    Cancel,

    /// <summary>Nothing happens by itself: a live touch is needed.</summary>
    Wait,

    /// <summary>Pulls the token out.</summary>
    Remove,
}
