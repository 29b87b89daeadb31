namespace BioToken;

/// <summary>Whether a token has room for what is to be written.</summary>
public enum TokenRoom
{
    /// <summary>The token does not report free memory, and has not been tried: that takes a login.</summary>
    Unknown,

    /// <summary>There is room for it beside everything that is on the token.</summary>
    Enough,

    /// <summary>There is not enough space for it beside the identity that it replaces; there is if that one is erased first.</summary>
    TooSmall,

    /// <summary>There is not enough space for it, not even without the identity that it replaces.</summary>
    TooSmallInPlace,
}
