using System.Text.Json.Serialization;
using BioToken.Errors;

namespace BioToken.Writing.Plans;

/// <summary>A reason why a write would reject the certificate of a plan before changing anything.</summary>
public sealed record PlannedRejection
{
    /// <summary>The reason.</summary>
    [JsonPropertyName("reason")]
    public required CertificateRejection Rejection { get; init; }

    /// <summary>What is wrong and what to do next, for people, in the language of the person who made the plan.</summary>
    public required string Message { get; init; }
}
