namespace BioToken.Vendors;

/// <summary>The attributes of the random value's object in JSON: missing members stay unchanged.</summary>
internal sealed record RandomValueTemplateJson
{
    public string? Label { get; init; }

    public string? Application { get; init; }

    public string? ObjectId { get; init; }

    public bool? HasKeyId { get; init; }

    public RandomValueTemplate ApplyTo(RandomValueTemplate template) => template with
    {
        Label = Label ?? template.Label,
        Application = Application ?? template.Application,
        ObjectId = ObjectId ?? template.ObjectId,
        HasKeyId = HasKeyId ?? template.HasKeyId,
    };
}
