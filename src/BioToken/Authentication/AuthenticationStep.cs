namespace BioToken.Authentication;

/// <summary>Specifies a step that a token requires before its keys can be used.</summary>
public enum AuthenticationStep
{
    /// <summary>The PIN, through <c>IBioToken.LoginAsync</c>.</summary>
    Pin,

    /// <summary>A finger on the sensor, through <c>IBioToken.MatchFingerprintAsync</c>.</summary>
    Fingerprint,
}
