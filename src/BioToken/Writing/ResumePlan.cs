using BioToken.Npki.Certificates;
using BioToken.Writing.Plans;

namespace BioToken.Writing;

/// <summary>
/// What <see cref="IWriteRecovery.ResumeAsync"/> would do to a token. Made by <see cref="IWriteRecovery.PlanResumeAsync"/>.
/// </summary>
public sealed class ResumePlan
{
    /// <summary>
    /// What it would come to; null where that shows only when it is done: by the source, by a proof of the key, or by a login.
    /// </summary>
    public ResumeOutcome? Outcome { get; init; }

    /// <summary>
    /// Whether the token was logged in to: otherwise private objects were not visible, and what goes with visible ones was taken to be
    /// there.
    /// </summary>
    public required bool IsLoggedIn { get; init; }

    /// <summary>
    /// The certificates of the identities that are complete now and would be erased, or lose objects. No write, replacement or erasure does
    /// this unasked: they throw <see cref="Errors.BioTokenError.ResumeRequired"/> first.
    /// </summary>
    public required IReadOnlyList<NpkiCertificate> ErasedCertificates { get; init; }

    /// <summary>All objects that would be erased, whole identities or parts of them.</summary>
    public required IReadOnlyList<PlannedObject> ErasedObjects { get; init; }
}
