using BioToken.Errors;

namespace BioToken.Writing.Plans;

/// <summary>A reason for which a write would refuse the certificate of a plan, before it changes anything.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Message">The same for people, in the language of who made the plan: what is wrong and what to do next.</param>
public sealed record PlannedRejection(CertificateRejection Reason, string Message);
