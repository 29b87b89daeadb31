using BioToken.Tokens;

namespace BioToken.Writing.Plans;

/// <summary>Whether what is about to be done is what a plan says.</summary>
internal static class PlanComparison
{
    /// <summary>Whether it is: the same certificates in the same order, and the same objects on the token.</summary>
    /// <param name="plan">The plan, made earlier.</param>
    /// <param name="actual">What is about to be done, logged in.</param>
    public static bool IsSame(WritePlan plan, WritePlan actual)
        => PlanSoundness.Holds(plan)
            && plan.TokenSerialNumber == actual.TokenSerialNumber
            && plan.NewCertificate == actual.NewCertificate
            && plan.OldCertificate == actual.OldCertificate
            && plan.Mode == actual.Mode
            && (plan.IsLoggedIn ? AreSame(plan.Objects, actual.Objects) : ArePartOf(plan.Objects, actual.Objects));

    /// <summary>
    /// Whether it may be, as far as can be seen without a login: what is visible is of the plan, and nothing that was visible when it was
    /// made is gone.
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

    /// <summary>What is left of all objects when those of the plan are taken away; null if one of these is not among them.</summary>
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
