using BioToken.Simulator.Faults;

namespace BioToken.Fuzz;

/// <summary>Fault plans: <c>sim faults</c>, and the states of tokens.</summary>
internal sealed class FaultPlanTarget : FuzzTarget
{
    public override IReadOnlyList<string> Words =>
    [
        "seed", "any", "C_Login", "CreateObject", "C_Sign", "GetAttributeValue", "FindObjects", "#*", "#1", "#2+", "%50", "[certificate]",
        "[private-key]", "[data]", "before", "after", "delay", "hang", "remove", "kill", "length", "+1", "-1000000000", "100ms", "1s",
        "60m", "CKR_DEVICE_REMOVED", "CKR_PIN_LOCKED", "0x80000012", ";", " ",
    ];

    public override IEnumerable<byte[]> MakeSeeds() =>
    [
        Utf8("seed 7; C_CreateObject#2[certificate] after CKR_DEVICE_REMOVED"), Utf8("any%10 delay 100ms after; Sign#* hang 1s"),
        Utf8("GetAttributeValue#3+ length -5; C_Login#1 before 0x80000012"),
        Utf8("Login#1 remove after; Sign#1 kill"),
        Utf16("any#* before CKR_OK"),
    ];

    public override bool IsDeclared(Exception e) => e is FormatException { Message.Length: > 0 };

    public override void Read(byte[] input)
    {
        FaultPlan plan = FaultPlan.Parse(TextOf(input));
        Require(plan.Rules.Count <= FaultPlan.MaxRules, "a plan has an end");
        Require(plan.Rules.All(rule => Enum.IsDefined(rule.Effect.Kind) && rule.Function.Length > 0), "a rule is one");
        string text = plan.ToString();
        Require(FaultPlan.Parse(text).ToString() == text, "a plan that is written is read again");
        Require(FaultPlan.Parse(text).Rules.Count == plan.Rules.Count, "a plan that is written has the same rules");
    }
}
