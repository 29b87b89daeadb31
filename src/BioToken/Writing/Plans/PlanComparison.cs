using BioToken.Tokens;

namespace BioToken.Writing.Plans;

/// <summary>Compares a change with its plan.</summary>
internal static class PlanComparison
{
    /// <summary>Whether they agree: the same certificates in the same order, and the same objects on the token.</summary>
    /// <param name="plan">The plan, made earlier.</param>
    /// <param name="actual">The plan of the same change made now, with a login.</param>
    public static bool IsSame(WritePlan plan, WritePlan actual)
        => PlanSoundness.Holds(plan)
            && plan.TokenSerialNumber == actual.TokenSerialNumber
            && plan.NewCertificateHash == actual.NewCertificateHash
            && plan.OldCertificateHash == actual.OldCertificateHash
            && plan.Mode == actual.Mode
            && (plan.IsLoggedIn ? AreSame(plan.Objects, actual.Objects) : ArePartOf(plan.Objects, actual.Objects));

    /// <summary>
    /// Whether they may agree, as far as is visible without a login: all visible objects are in the plan, and none that was visible when it
    /// was made is missing.
    /// </summary>
    /// <param name="plan">The plan, made earlier.</param>
    /// <param name="visible">The same without a login.</param>
    public static bool MayBeSame(WritePlan plan, WritePlan visible)
        => RemainderOf([.. visible.Before], [.. plan.Before]) is { } hidden && (plan.IsLoggedIn || hidden.Count == 0);

    private static bool AreSame(IReadOnlyList<PlannedObject> planned, IReadOnlyList<PlannedObject> actual)
        => planned.Count == actual.Count && RemainderOf(planned, actual) is [];

    /// <summary>Without a login private objects were not visible: there may be more of them now, but no other certificate.</summary>
    private static bool ArePartOf(IReadOnlyList<PlannedObject> planned, IReadOnlyList<PlannedObject> actual)
        => RemainderOf(planned, actual) is { } more
            && more.TrueForAll(o => o.Kind != TokenObjectKind.Certificate && o.Change != PlannedChange.Write);

    /// <summary>All objects without those of the plan; null if one of the plan's is missing.</summary>
    private static List<PlannedObject>? RemainderOf(IReadOnlyList<PlannedObject> planned, IReadOnlyList<PlannedObject> actual)
    {
        Dictionary<PlannedObject, int> counts = actual.CountBy(one => one).ToDictionary();
        foreach (PlannedObject one in planned)
        {
            if (counts.GetValueOrDefault(one) == 0)
                return null;
            counts[one]--;
        }

        return [.. counts.SelectMany(pair => Enumerable.Repeat(pair.Key, pair.Value))];
    }
}
