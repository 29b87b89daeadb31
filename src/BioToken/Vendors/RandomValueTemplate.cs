namespace BioToken;

/// <summary>
/// How the CKO_DATA object that holds the random value R is marked. It is linked to its key pair by CKA_ID; what makers put into the other
/// attributes is not known, so the defaults are ours and a profile can replace them.
/// </summary>
public sealed record RandomValueTemplate
{
    /// <summary>CKA_LABEL of the object.</summary>
    public string Label { get; init; } = "NPKI R";

    /// <summary>CKA_APPLICATION of the object.</summary>
    public string Application { get; init; } = "BioToken";

    /// <summary>CKA_OBJECT_ID of the object, dotted; the default is id-kisa-R (1.2.410.200004.10.1.1.3).</summary>
    public string ObjectId { get; init; } = "1.2.410.200004.10.1.1.3";
}
