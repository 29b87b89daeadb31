namespace BioToken.Simulator.Faults;

/// <summary>A PKCS#11 function that reaches a token, by a session or a slot. There is one instance of each.</summary>
internal sealed class TokenFunction
{
    private const string Prefix = "C_";

    // Filled by the fields below, in their order.
    private static readonly Dictionary<string, TokenFunction> ByName = new(StringComparer.Ordinal);

    public static readonly TokenFunction GetSlotInfo = new("C_GetSlotInfo");
    public static readonly TokenFunction GetTokenInfo = new("C_GetTokenInfo");
    public static readonly TokenFunction GetMechanismList = new("C_GetMechanismList", reportsLength: true);
    public static readonly TokenFunction GetMechanismInfo = new("C_GetMechanismInfo");
    public static readonly TokenFunction InitToken = new("C_InitToken");
    public static readonly TokenFunction InitPin = new("C_InitPIN");
    public static readonly TokenFunction SetPin = new("C_SetPIN");
    public static readonly TokenFunction OpenSession = new("C_OpenSession");
    public static readonly TokenFunction CloseSession = new("C_CloseSession");
    public static readonly TokenFunction CloseAllSessions = new("C_CloseAllSessions");
    public static readonly TokenFunction GetSessionInfo = new("C_GetSessionInfo");
    public static readonly TokenFunction SessionCancel = new("C_SessionCancel");
    public static readonly TokenFunction Login = new("C_Login");
    public static readonly TokenFunction Logout = new("C_Logout");
    public static readonly TokenFunction CreateObject = new("C_CreateObject", isAboutObject: true);
    public static readonly TokenFunction CopyObject = new("C_CopyObject", isAboutObject: true);
    public static readonly TokenFunction DestroyObject = new("C_DestroyObject", isAboutObject: true);
    public static readonly TokenFunction GetObjectSize = new("C_GetObjectSize", isAboutObject: true, reportsLength: true);
    public static readonly TokenFunction GetAttributeValue = new("C_GetAttributeValue", isAboutObject: true, reportsLength: true);
    public static readonly TokenFunction SetAttributeValue = new("C_SetAttributeValue", isAboutObject: true);
    public static readonly TokenFunction FindObjectsInit = new("C_FindObjectsInit", isAboutObject: true);
    public static readonly TokenFunction FindObjects = new("C_FindObjects", reportsLength: true);
    public static readonly TokenFunction FindObjectsFinal = new("C_FindObjectsFinal");
    public static readonly TokenFunction EncryptInit = new("C_EncryptInit", isAboutObject: true);
    public static readonly TokenFunction Encrypt = new("C_Encrypt", reportsLength: true);
    public static readonly TokenFunction EncryptUpdate = new("C_EncryptUpdate", reportsLength: true);
    public static readonly TokenFunction EncryptFinal = new("C_EncryptFinal", reportsLength: true);
    public static readonly TokenFunction DecryptInit = new("C_DecryptInit", isAboutObject: true);
    public static readonly TokenFunction Decrypt = new("C_Decrypt", reportsLength: true);
    public static readonly TokenFunction DecryptUpdate = new("C_DecryptUpdate", reportsLength: true);
    public static readonly TokenFunction DecryptFinal = new("C_DecryptFinal", reportsLength: true);
    public static readonly TokenFunction DigestInit = new("C_DigestInit");
    public static readonly TokenFunction Digest = new("C_Digest", reportsLength: true);
    public static readonly TokenFunction DigestUpdate = new("C_DigestUpdate");
    public static readonly TokenFunction DigestFinal = new("C_DigestFinal", reportsLength: true);
    public static readonly TokenFunction SignInit = new("C_SignInit", isAboutObject: true);
    public static readonly TokenFunction Sign = new("C_Sign", reportsLength: true);
    public static readonly TokenFunction SignUpdate = new("C_SignUpdate");
    public static readonly TokenFunction SignFinal = new("C_SignFinal", reportsLength: true);
    public static readonly TokenFunction VerifyInit = new("C_VerifyInit", isAboutObject: true);
    public static readonly TokenFunction Verify = new("C_Verify");
    public static readonly TokenFunction VerifyUpdate = new("C_VerifyUpdate");
    public static readonly TokenFunction VerifyFinal = new("C_VerifyFinal");
    public static readonly TokenFunction GenerateKey = new("C_GenerateKey", isAboutObject: true);
    public static readonly TokenFunction GenerateKeyPair = new("C_GenerateKeyPair", isAboutObject: true);
    public static readonly TokenFunction SeedRandom = new("C_SeedRandom");
    public static readonly TokenFunction GenerateRandom = new("C_GenerateRandom");

    private TokenFunction(string name, bool isAboutObject = false, bool reportsLength = false)
    {
        Name = name;
        IsAboutObject = isAboutObject;
        ReportsLength = reportsLength;
        ByName.Add(name, this);
    }

    public static IReadOnlyCollection<TokenFunction> All => ByName.Values;

    /// <summary>The name in the specification.</summary>
    public string Name { get; }

    /// <summary>Whether a call names an object, or the class of objects that it creates or finds.</summary>
    public bool IsAboutObject { get; }

    /// <summary>Whether a call returns lengths or a count.</summary>
    public bool ReportsLength { get; }

    /// <summary>Finds a function by its name, with C_ or without; null if there is none that reaches a token.</summary>
    public static TokenFunction? Find(string name)
        => ByName.GetValueOrDefault(name.StartsWith(Prefix, StringComparison.Ordinal) ? name : Prefix + name);
}
