namespace BioToken.Tokens;

/// <summary>Specifies the state of the authentication.</summary>
public enum BioTokenState
{
    /// <summary>Open; not logged in.</summary>
    Open,

    /// <summary>One of the steps in <see cref="BioTokenInfo.AuthenticationSteps"/> is done, another is missing.</summary>
    PartlyAuthenticated,

    /// <summary>Every step is done; keys can be used and certificates can be written.</summary>
    Authenticated,

    /// <summary>The token was removed. Open it again.</summary>
    Removed,

    /// <summary>This object was disposed.</summary>
    Closed,

    /// <summary>
    /// Another part of the program has stopped the module. List the tokens, which starts it again, and open this one again.
    /// </summary>
    ModuleStopped,
}
