namespace BioToken.Benchmarks;

/// <summary>The reason for each call, in the order of the calls. Consecutive calls of one function share a reason.</summary>
internal static class CallReasons
{
    private static readonly CallReason[] Open =
    [
        new("C_GetFunctionList", "gives the module's functions"),
        new("C_Initialize", "starts the module"),
        new("C_GetSlotList", "finds the tokens"),
        new("C_GetTokenInfo", "says what each token is; SoftHSM2 adds an empty one to every list"),
        new("C_OpenSession", "everything below needs a session"),
    ];

    private static readonly CallReason[] Close = [new("C_Finalize", "stops the module; sessions and login end with it")];

    /// <summary>Returns the calls that erase four objects. Drivers reuse the handles of erased objects.</summary>
    private static CallReason[] Removal(string what)
    {
        CallReason destroy = new("C_DestroyObject", what);
        CallReason look = new("C_GetAttributeValue", "looks whether the next handle is still its object's");
        return [destroy, look, destroy, look, destroy, look, destroy];
    }

    public static IReadOnlyList<CallReason> List { get; } =
    [
        .. Open,
        new("C_FindObjectsInit", "searches all objects that are visible"),
        new("C_FindObjects", "brings their handles"),
        new("C_FindObjectsFinal", "ends the search, or no other could begin"),
        new("C_GetAttributeValue", "one for each object: certificate and public key"),
        .. Close,
    ];

    public static IReadOnlyList<CallReason> Sign { get; } =
    [
        .. Open,
        new("C_GetTokenInfo", "reads the flags at this very moment: the final attempt may be left by now"),
        new("C_Login", "the key is private"),
        new("C_GetSessionInfo", "shows whether the module reports the login there"),
        new("C_FindObjectsInit", "searches private keys that sign"),
        new("C_FindObjects", "brings their handles: there has to be one alone"),
        new("C_FindObjectsFinal", "ends the search, or no other could begin"),
        new("C_GetAttributeValue", "reads the public key, which the signature is verified with"),
        new("C_SignInit", "chooses key and mechanism"),
        new("C_Sign", "signs; there is room enough, so the length is not asked for"),
        .. Close,
    ];

    public static IReadOnlyList<CallReason> Replace { get; } =
    [
        .. Open,
        new("C_GetTokenInfo", "reads the flags at this very moment: the final attempt may be left by now"),
        new("C_Login", "keys are private, and only a user may write"),
        new("C_GetSessionInfo", "shows whether the module reports the login there"),
        new("C_FindObjectsInit", "searches the identities, to choose the old one"),
        new("C_FindObjects", "brings the handles of all objects"),
        new("C_FindObjectsFinal", "ends the search, or no other could begin"),
        new("C_GetAttributeValue", "one for each object: key, public key, R, certificate"),
        new("C_GetSessionInfo", "still logged in: no object was hidden by a logout"),
        new("C_GetSlotList", "looks for another token with the same number"),
        new("C_GetTokenInfo", "says what each token is, and how much space this one has now"),
        new("C_FindObjectsInit", "looks again before anything is changed: the person has taken time to choose"),
        new("C_FindObjects", "until no more come: what is to be erased must be certain"),
        new("C_FindObjectsFinal", "ends the search, or no other could begin"),
        new("C_GetAttributeValue", "one for each object: all are known, so that all others can be proved untouched"),
        new("C_GetSessionInfo", "still logged in: no object was hidden by a logout"),
        new("C_GetMechanismInfo", "asks which key sizes the token takes"),
        new("C_CreateObject", "tests the space, since SoftHSM2 does not report it"),
        new("C_FindObjectsInit", "looks what was written of it, whatever the answers said"),
        new("C_FindObjects", "until no more come"),
        new("C_FindObjectsFinal", "ends the search"),
        new("C_GetAttributeValue", "one for each object: the old ones and those of the test"),
        new("C_GetSessionInfo", "still logged in: no object was hidden by a logout"),
        new("C_GetAttributeValue", "looks whether the handle is still the object's"),
        .. Removal("removes the objects of the test"),
        new("C_FindObjectsInit", "looks whether all of it is gone"),
        new("C_FindObjects", "until no more come"),
        new("C_FindObjectsFinal", "ends the search"),
        new("C_GetAttributeValue", "one for each object: the old ones"),
        new("C_GetSessionInfo", "still logged in: no object was hidden by a logout"),
        new("C_CreateObject", "writes key, public key, R and certificate beside the old ones"),
        new("C_GetAttributeValue", "reads each new object back and compares"),
        new("C_SignInit", "proves that the new key is the certificate's"),
        new("C_Sign", "by a signature over random bytes"),
        new("C_GetAttributeValue", "looks whether the handle is still the object's"),
        .. Removal("erases the old objects"),
        new("C_FindObjectsInit", "looks once more at the end"),
        new("C_FindObjects", "until no more come"),
        new("C_FindObjectsFinal", "ends the search"),
        new("C_GetAttributeValue", "one for each object: new ones there, old ones gone, all others untouched"),
        new("C_GetSessionInfo", "still logged in: no object was hidden by a logout"),
        .. Close,
    ];
}
