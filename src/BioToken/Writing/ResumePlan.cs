using BioToken.Npki.Certificates;
using BioToken.Writing.Plans;

namespace BioToken.Writing;

/// <summary>
/// What <see cref="IWriteRecovery.ResumeAsync"/> would do to a token. Made by <see cref="IWriteRecovery.PlanResumeAsync"/>.
/// </summary>
public sealed class ResumePlan
{
    /// <summary>
    /// The expected outcome; null if only resuming determines it: by the source, by verifying the key, or by a login.
    /// </summary>
    public ResumeOutcome? Outcome { get; init; }

    /// <summary>
    /// Whether the token was logged in to: otherwise private objects were not visible, and those belonging to visible ones were assumed to
    /// exist.
    /// </summary>
    public required bool IsLoggedIn { get; init; }

    /// <summary>
    /// The certificates of the identities that are complete now and would be erased, or lose objects. No write, replacement or erasure does
    /// this on its own: they throw <see cref="Errors.BioTokenError.ResumeRequired"/> first.
    /// </summary>
    public required IReadOnlyList<NpkiCertificate> ErasedCertificates { get; init; }

    /// <summary>All objects that would be erased: complete identities or parts of them.</summary>
    public required IReadOnlyList<PlannedObject> ErasedObjects { get; init; }
}
