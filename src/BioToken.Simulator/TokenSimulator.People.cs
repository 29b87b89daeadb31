using BioToken.Simulator.People;

namespace BioToken.Simulator;

// The people in front of the tokens.
public sealed partial class TokenSimulator
{
    /// <summary>Enrolls a finger; nothing happens if it is enrolled already.</summary>
    /// <param name="token">Serial number or label.</param>
    /// <param name="finger">Any positive number: a finger is no more than its number here.</param>
    /// <exception cref="ArgumentException">There is no such token, or more than one; or the number is not positive.</exception>
    /// <exception cref="Errors.SimulatorStoreException">The token is damaged, or a newer version made it.</exception>
    public void EnrollFinger(string token, int finger)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(finger);
        Find(token).Change(state => state.Fingers.Contains(finger) ? state : state with { Fingers = [.. state.Fingers, finger] });
    }

    /// <summary>
    /// Sets the people's reactions from now on, one step for each time that the token asks for a finger: <c>right</c>, <c>wrong</c>,
    /// <c>wet</c> (not recognized), <c>walk-away</c>, <c>cancel</c>, <c>wait</c> (for <see cref="Touch"/>), <c>remove</c>, as in
    /// <c>wrong*3, slow 5s right</c>. After the last step, the right finger touches at once. The place in the script is part of the token's
    /// state and shared by all processes.
    /// </summary>
    /// <param name="token">Serial number or label.</param>
    /// <param name="script">The steps, separated by commas; empty for none.</param>
    /// <exception cref="FormatException">The text is no script; the message names the position and the words that are allowed.</exception>
    /// <exception cref="ArgumentException">There is no such token, or more than one.</exception>
    /// <exception cref="Errors.SimulatorStoreException">The token is damaged, or a newer version made it.</exception>
    public void SetScript(string token, string script)
    {
        ArgumentNullException.ThrowIfNull(script);
        TouchScript.Parse(script);
        Find(token).Change(state => state with { Script = script, ScriptPosition = 0 });
    }

    /// <summary>Places a finger on the sensor, for a login that waits for one in any process; without effect if none does.</summary>
    /// <param name="token">Serial number or label.</param>
    /// <param name="finger">Number of the finger; a finger that is not enrolled does not match.</param>
    /// <exception cref="ArgumentException">There is no such token, or more than one; or the number is not positive.</exception>
    /// <exception cref="Errors.SimulatorStoreException">The token is damaged, or a newer version made it.</exception>
    public void Touch(string token, int finger)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(finger);
        Find(token).Change(state => state with { Touches = state.Touches + 1, TouchedFinger = finger });
    }
}
