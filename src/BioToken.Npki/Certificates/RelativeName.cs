namespace BioToken.Npki.Certificates;

/// <summary>One attribute of a name.</summary>
/// <param name="Oid">Object identifier of the type.</param>
/// <param name="Value">The value as text, not escaped.</param>
internal readonly record struct RelativeName(string Oid, string Value)
{
    /// <summary>The short name of the type, or its object identifier if it has none.</summary>
    public string TypeName => Oid switch
    {
        "2.5.4.3" => "CN",
        "2.5.4.4" => "SN",
        "2.5.4.5" => "serialNumber",
        "2.5.4.6" => "C",
        "2.5.4.7" => "L",
        "2.5.4.8" => "ST",
        "2.5.4.9" => "street",
        "2.5.4.10" => "O",
        "2.5.4.11" => "OU",
        "2.5.4.12" => "title",
        "2.5.4.42" => "GN",
        "0.9.2342.19200300.100.1.1" => "UID",
        "0.9.2342.19200300.100.1.25" => "DC",
        "1.2.840.113549.1.9.1" => "E",
        _ => Oid,
    };
}
