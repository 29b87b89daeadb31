using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Faults;

namespace BioToken.Simulator.Tests;

public class FaultPlanTests
{
    [Fact]
    public void Parse_reads_the_word_that_earlier_plans_have_for_a_wrong_length()
        => Assert.Equal("C_Sign#1 length +16", FaultPlan.Parse("C_Sign#1 lie +16").ToString());

    [Fact]
    public void Parse_reads_every_counter_class_and_effect()
    {
        FaultPlan plan = FaultPlan.Parse(
            " C_CreateObject#2[certificate] after CKR_DEVICE_ERROR;DestroyObject#* delay 200ms ; C_Sign#1 hang 5s after;any#17 remove;"
            + "C_FindObjects%5 before CKR_GENERAL_ERROR; seed 42; C_GetAttributeValue#3+[data] length -16; C_DestroyObject#4 kill after;"
            + "C_Login#1 hang; C_Login#2 before CKR_OK; any#1[hw-feature] before 0x80000001 ");
        FaultRule[] expected =
        [
            new("C_CreateObject", FaultTrigger.Call(2), FaultEffect.Return(CKR.DEVICE_ERROR, isAfter: true), CKO.CERTIFICATE),
            new("C_DestroyObject", FaultTrigger.Each, FaultEffect.Delay(TimeSpan.FromMilliseconds(200))),
            new("C_Sign", FaultTrigger.Call(1), FaultEffect.Hang(TimeSpan.FromSeconds(5), isAfter: true)),
            new(FaultRule.AnyFunction, FaultTrigger.Call(17), FaultEffect.Remove()),
            new("C_FindObjects", FaultTrigger.Percent(5), FaultEffect.Return(CKR.GENERAL_ERROR)),
            new("C_GetAttributeValue", FaultTrigger.From(3), FaultEffect.WrongLength(-16), CKO.DATA),
            new("C_DestroyObject", FaultTrigger.Call(4), FaultEffect.Kill(isAfter: true)),
            new("C_Login", FaultTrigger.Call(1), FaultEffect.Hang()),
            new("C_Login", FaultTrigger.Call(2), FaultEffect.Return(CKR.OK)),
            new("any", FaultTrigger.Call(1), FaultEffect.Return((CKR)0x80000001), CKO.HW_FEATURE),
        ];
        Assert.Equal(expected, plan.Rules);
        Assert.Equal(42, plan.Seed);
    }

    [Theory]
    [InlineData("C_CreateObject#2[certificate] after CKR_DEVICE_ERROR")]
    [InlineData("any#* delay 200ms; any#1+ delay 3600s after")]
    [InlineData("seed -7; any%100 before 0x80000001; C_FindObjects%1 before CKR_OK")]
    [InlineData("C_Sign#9223372036854775807+ length +1000000000; C_Sign#1 length -1")]
    [InlineData("C_Login#3 hang; C_Login#3 hang after; C_Login#3 hang 1500ms after; C_Login#1 kill; C_Login#1 remove after")]
    [InlineData("C_GenerateKeyPair#1[public-key] kill after; C_GenerateKey#1[secret-key] before CKR_PIN_TOO_WEAK")]
    public void ToString_is_what_Parse_reads_as_the_same_plan(string text)
    {
        FaultPlan plan = FaultPlan.Parse(text);
        FaultPlan again = FaultPlan.Parse(plan.ToString());
        Assert.Equal(plan.Rules, again.Rules);
        Assert.Equal(plan.Seed, again.Seed);
        // #1+ is written as #*; all other forms are written unchanged.
        Assert.Equal(text.Replace("#1+", "#*", StringComparison.Ordinal), plan.ToString());
    }

    [Fact]
    public void Parse_knows_every_function_and_return_value_by_name()
    {
        foreach (TokenFunction function in TokenFunction.All)
        {
            foreach (CKR value in Enum.GetValues<CKR>().Where(value => value < CKR.VENDOR_DEFINED))
            {
                FaultRule rule = Assert.Single(FaultPlan.Parse($"{function.Name[2..]}#1 before {value.ToName()}").Rules);
                Assert.Equal((function.Name, value), (rule.Function, rule.Effect.ReturnValue));
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t ")]
    [InlineData("seed 5")]
    public void Parse_of_nothing_has_no_rules(string text)
    {
        FaultPlan plan = FaultPlan.Parse(text);
        Assert.Empty(plan.Rules);
        Assert.Equal("", plan.ToString());
    }

    [Fact]
    public void Constructor_with_more_rules_than_allowed_is_refused()
    {
        FaultRule rule = new("C_Sign", FaultTrigger.Each, FaultEffect.Remove());
        Assert.Equal(FaultPlan.MaxRules, new FaultPlan(Enumerable.Repeat(rule, FaultPlan.MaxRules)).Rules.Count);
        Assert.Throws<ArgumentException>(() => new FaultPlan(Enumerable.Repeat(rule, FaultPlan.MaxRules + 1)));
    }

    [Theory]
    [InlineData("C_Initialize", null)]
    [InlineData("C_WrapKey", null)]
    [InlineData("", null)]
    [InlineData("sign", null)]
    [InlineData("C_Sign", CKO.PRIVATE_KEY)]
    [InlineData("C_CreateObject", CKO.MECHANISM)]
    public void Rule_that_could_never_come_true_is_refused(string function, CKO? objectClass)
        => Assert.Throws<ArgumentException>(() => new FaultRule(function, FaultTrigger.Each, FaultEffect.Remove(), objectClass));

    [Fact]
    public void Rule_with_a_lie_about_no_length_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new FaultRule("C_Login", FaultTrigger.Each, FaultEffect.WrongLength(1)));
        Assert.Equal(1, new FaultRule("any", FaultTrigger.Each, FaultEffect.WrongLength(1)).Effect.Difference);
    }

    [Fact]
    public void Effects_and_triggers_that_no_plan_can_have_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FaultEffect.Delay(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => FaultEffect.Delay(TimeSpan.FromHours(1) + TimeSpan.FromMilliseconds(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => FaultEffect.Hang(TimeSpan.FromTicks(10_001)));
        Assert.Throws<ArgumentOutOfRangeException>(() => FaultEffect.WrongLength(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => FaultEffect.WrongLength(int.MinValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => FaultEffect.Return((CKR)0x100000000));
        Assert.Throws<ArgumentOutOfRangeException>(() => FaultTrigger.Call(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => FaultTrigger.From(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => FaultTrigger.Percent(101));
    }
}
