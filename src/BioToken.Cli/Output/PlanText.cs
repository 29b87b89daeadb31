using BioToken.Cli.Errors;
using BioToken.Cli.Resources;
using BioToken.Writing;
using BioToken.Writing.Plans;

namespace BioToken.Cli.Output;

/// <summary>A plan in words, object by object.</summary>
internal static class PlanText
{
    public static void Show(WritePlan plan, WriteOptions allowed, CommandOutput output)
    {
        output.Line(Texts.Get("PlanBefore"));
        Show(plan.Before, output);
        output.Line(Texts.Get("PlanAfter"));
        Show(plan.After, output);
        if (!plan.IsLoggedIn)
            output.Line(Texts.Get("PlanNotLoggedIn"));
        output.Line(Room(plan, allowed));
        foreach (string line in Order(plan))
            output.Line(line);
        foreach (PlannedRejection rejection in plan.Rejections)
            output.Line(Texts.Format("PlanRefused", CommandWords.Of(rejection.Message)));
    }

    /// <summary>Describes the space check, and the options if the space is insufficient.</summary>
    private static string Room(WritePlan plan, WriteOptions allowed)
    {
        string key = plan.SpaceCheck switch
        {
            SpaceCheckResult.Sufficient => "SpaceEnough",
            SpaceCheckResult.Unknown => plan.IsLoggedIn ? "SpaceUnknown" : "SpaceUntried",
            SpaceCheckResult.InsufficientInPlace => "SpaceTooSmall",
            _ when plan.Mode == WriteMode.EraseOldFirst => "SpaceAfterErasing",
            _ when plan.OldCertificateHash is not null && !allowed.AllowEraseBeforeWrite => "SpaceWithGap",
            _ => "SpaceTooSmall",
        };
        return Texts.Format(key, Descriptions.Bytes(plan.BytesNeeded), Descriptions.Bytes(plan.BytesFree));
    }

    private static IEnumerable<string> Order(WritePlan plan)
    {
        if (!plan.IsPossible)
            return [Texts.Get("OrderImpossible")];
        if (plan.Mode == WriteMode.EraseOldFirst)
            return [Texts.Get("GapWarning"), Texts.Get("GapConsequence")];
        return [Texts.Get(plan.OldCertificateHash is null ? "OrderWriteOnly" : "OrderWriteNewFirst")];
    }

    private static void Show(IEnumerable<PlannedObject> objects, CommandOutput output)
    {
        PlannedObject[] all = [.. objects];
        if (all.Length == 0)
            output.Line("   " + Texts.Get("PlanNoObjects"));
        foreach (PlannedObject one in all)
            output.Line($"   {Texts.Get("Change" + one.Change)}: {ObjectText.Describe(one.Kind, one.Label, one.Id)}");
    }
}
