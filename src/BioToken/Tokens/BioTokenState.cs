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

    /// <summary>The token was removed, or another part of the program closed its session. Open it again.</summary>
    Removed,

    /// <summary>This object was disposed.</summary>
    Closed,

    /// <summary>
    /// Another part of the program has stopped the module. List the tokens, which starts it again unless the application owns it, and open
    /// this one again.
    /// </summary>
    ModuleStopped,
}
