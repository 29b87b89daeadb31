using BioToken.Npki.Formats;

namespace BioToken.Vendors;

/// <summary>
/// Specifies the attributes of the CKO_DATA object that holds the random value R. The manufacturers' values are not known, so the defaults
/// are this library's, and a profile can replace them.
/// </summary>
public sealed record RandomValueTemplate
{
    /// <summary>
    /// Start of CKA_LABEL; the CKA_ID of the pair follows in hexadecimal, which links them if data objects have no CKA_ID.
    /// </summary>
    public string Label { get; init; } = "NPKI R";

    /// <summary>CKA_APPLICATION of the object.</summary>
    public string Application { get; init; } = "BioToken";

    /// <summary>CKA_OBJECT_ID of the object, dotted; the default is id-kisa-R (1.2.410.200004.10.1.1.3).</summary>
    public string ObjectId { get; init; } = Oids.RandomValue;

    /// <summary>
    /// Whether the object carries the CKA_ID of its key pair. KISA's sample code for security tokens (HSMU 2.30) finds R by it, so it is
    /// the default; PKCS#11 itself defines none for data objects, and strict modules reject it.
    /// </summary>
    public bool HasKeyId { get; init; } = true;

    /// <summary>The label for the random value of one key pair.</summary>
    internal string LabelFor(ReadOnlySpan<byte> id) => $"{Label} {Convert.ToHexStringLower(id)}";
}
