namespace BioToken.Writing.Plans;

/// <summary>Whether a token has enough space for the new objects.</summary>
public enum SpaceCheckResult
{
    /// <summary>The token does not report free memory, and the space was not tested by a write, which needs a login.</summary>
    Unknown,

    /// <summary>There is enough space beside everything that is on the token.</summary>
    Sufficient,

    /// <summary>There is not enough space for it beside the identity that it replaces; there is if that one is erased first.</summary>
    Insufficient,

    /// <summary>There is not enough space for it, not even without the identity that it replaces.</summary>
    InsufficientInPlace,
}
