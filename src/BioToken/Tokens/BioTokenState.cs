namespace BioToken.Tokens;

/// <summary>Specifies how far authentication has come.</summary>
public enum BioTokenState
{
    /// <summary>Open; nobody is logged in.</summary>
    Open,

    /// <summary>One of the steps in <see cref="BioTokenInfo.AuthenticationSteps"/> is done, another is missing.</summary>
    PartlyAuthenticated,

    /// <summary>Every step is done; keys can be used and certificates written.</summary>
    Authenticated,

    /// <summary>The token was pulled out. Open it again.</summary>
    Removed,

    /// <summary>This object was disposed.</summary>
    Closed,

    /// <summary>
    /// Another part of the program has stopped the module. List the tokens, which starts it again, and open this one anew.
    /// </summary>
    ModuleStopped,
}
