using BioToken.Authentication;
using BioToken.Resources;
using BioToken.Tokens;

namespace BioToken.Sessions;

/// <summary>Which steps of a login are done. Set on the module's thread, read from any.</summary>
internal sealed class LoginState
{
    private volatile bool _pin;
    private volatile bool _finger;
    private volatile bool _isLost;

    /// <summary>Whether any step is done, so that the module holds a login.</summary>
    public bool IsStarted => _pin || _finger;

    /// <summary>
    /// Whether the module reported this login in the state of the session (<c>C_GetSessionInfo</c>), so that the state also shows its end.
    /// </summary>
    public bool IsReported { get; set; }

    /// <summary>Whether the login ended behind the session's back. It stays so until the next login or logout.</summary>
    public bool IsLost => _isLost;

    /// <summary>Whether a step is done.</summary>
    public bool IsDone(AuthenticationStep step, BioTokenInfo token) => step switch
    {
        AuthenticationStep.Pin => _pin,
        _ when token.FingerprintMethod == FingerprintMethod.ProtectedPath => _finger,
        // Requested within the PIN login, or by each signature.
        _ => _pin,
    };

    /// <summary>Whether all steps of a token are done.</summary>
    public bool IsComplete(BioTokenInfo token) => token.AuthenticationSteps.All(step => IsDone(step, token));

    /// <summary>Records that a step is done.</summary>
    public void Complete(AuthenticationStep step)
    {
        _isLost = false;
        if (step == AuthenticationStep.Pin)
            _pin = true;
        else
            _finger = true;
    }

    /// <summary>Records that the login has ended.</summary>
    public void Clear() => _pin = _finger = _isLost = IsReported = false;

    /// <summary>Records that the login, if there was one, ended behind the session's back.</summary>
    public void Lose()
    {
        bool wasLost = _isLost || IsStarted;
        Clear();
        _isLost = wasLost;
    }

    /// <exception cref="InvalidOperationException">
    /// The token does not have this step, it is already done, or it is not the next one.
    /// </exception>
    public void ThrowIfOutOfOrder(AuthenticationStep step, BioTokenInfo token)
    {
        if (!token.AuthenticationSteps.Contains(step))
            throw new InvalidOperationException(Messages.Format("OrderStepUnknown" + step));
        if (IsDone(step, token))
            throw new InvalidOperationException(Messages.Format("OrderStepDone" + step));
        AuthenticationStep next = Next(token);
        if (next != step && token.FingerprintMethod == FingerprintMethod.ProtectedPath)
            throw new InvalidOperationException(Messages.Format("OrderStepMissing" + next));
    }

    /// <exception cref="InvalidOperationException">A step is missing.</exception>
    public void ThrowIfIncomplete(BioTokenInfo token)
    {
        if (!IsComplete(token))
            throw new InvalidOperationException(Messages.Format("OrderStepMissing" + Next(token)));
    }

    private AuthenticationStep Next(BioTokenInfo token) => token.AuthenticationSteps.First(step => !IsDone(step, token));
}
