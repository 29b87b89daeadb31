using System.Globalization;
using BioToken.Simulator.Faults;

namespace BioToken.Simulator.Tests;

public class FaultPlanErrorTests
{
    [Theory]
    [InlineData("C_Foo#1 remove", 1)]
    [InlineData("C_Initialize#1 remove", 1)]
    [InlineData("ANY#1 remove", 1)]
    [InlineData("#1 remove", 1)]
    [InlineData(";", 1)]
    [InlineData("any#1 remove;", 14)]
    [InlineData("any#1 remove;; any#1 remove", 14)]
    [InlineData("any remove", 4)]
    [InlineData("any# remove", 4)]
    [InlineData("any#0 remove", 4)]
    [InlineData("any#-1 remove", 4)]
    [InlineData("any#1- remove", 4)]
    [InlineData("any#+ remove", 4)]
    [InlineData("any#*+ remove", 4)]
    [InlineData("any#99999999999999999999 remove", 4)]
    [InlineData("any%0 remove", 4)]
    [InlineData("any%101 remove", 4)]
    [InlineData("any%5+ remove", 4)]
    [InlineData("any #1 remove", 4)]
    [InlineData("any[data] remove", 4)]
    [InlineData("any#1[] remove", 6)]
    [InlineData("any#1[Data] remove", 6)]
    [InlineData("any#1[data remove", 6)]
    [InlineData("any#1[data]x remove", 6)]
    [InlineData("C_Sign#1[data] remove", 9)]
    [InlineData("any#1", 6)]
    [InlineData("any#1 Remove", 7)]
    [InlineData("any#1 remove before", 14)]
    [InlineData("any#1 remove after after", 20)]
    [InlineData("any#1 before", 13)]
    [InlineData("any#1 before DEVICE_ERROR", 14)]
    [InlineData("any#1 before CKR_device_error", 14)]
    [InlineData("any#1 before CKR_5", 14)]
    [InlineData("any#1 before CKR_OK,HOST_MEMORY", 14)]
    [InlineData("any#1 before CKR_VENDOR_DEFINED", 14)]
    [InlineData("any#1 before 0x", 14)]
    [InlineData("any#1 before 0x123456789", 14)]
    [InlineData("any#1 before 5", 14)]
    [InlineData("any#1 delay", 12)]
    [InlineData("any#1 delay 0ms", 13)]
    [InlineData("any#1 delay 5", 13)]
    [InlineData("any#1 delay ms", 13)]
    [InlineData("any#1 delay 61m", 13)]
    [InlineData("any#1 hang 5h", 12)]
    [InlineData("any#1 hang after 5s", 18)]
    [InlineData("any#1 length", 13)]
    [InlineData("any#1 length 16", 14)]
    [InlineData("any#1 length +0", 14)]
    [InlineData("any#1 length + 1", 14)]
    [InlineData("any#1 length +1000000001", 14)]
    [InlineData("any#1 length -2147483648", 14)]
    [InlineData("any#1 length +1 after", 17)]
    [InlineData("C_Login#1 length +1", 11)]
    [InlineData("seed", 5)]
    [InlineData("seed x", 6)]
    [InlineData("seed 1.5", 6)]
    [InlineData("seed 99999999999999999999", 6)]
    [InlineData("seed 1; seed 2", 14)]
    [InlineData("seed 1 2", 8)]
    public void Parse_of_anything_else_names_the_position(string text, int position)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        FormatException e = Assert.Throws<FormatException>(() => FaultPlan.Parse(text));
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"Position {position}:"), e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Allowed: before, after, delay, hang, remove, length, kill")]
    [InlineData("ko", "쓸 수 있는 값: before, after, delay, hang, remove, length, kill")]
    public void Parse_of_an_unknown_word_lists_the_allowed_ones(string culture, string expected)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        FormatException e = Assert.Throws<FormatException>(() => FaultPlan.Parse("any#1 burn"));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_of_too_many_rules_is_refused()
    {
        string most = string.Join(';', Enumerable.Repeat("any#1 remove", FaultPlan.MaxRules));
        Assert.Equal(FaultPlan.MaxRules, FaultPlan.Parse(most).Rules.Count);
        Assert.Throws<FormatException>(() => FaultPlan.Parse(most + ";any#1 remove"));
    }

    [Fact]
    public void Parse_of_random_text_reads_a_plan_or_names_a_position()
    {
        string[][] places =
        [
            ["any", "C_Sign", "CreateObject", "C_FindObjects"], ["#1", "#2+", "#*", "%5", "#"], ["", "[data]", "["], [" "],
            ["before", "after", "delay", "hang", "remove", "kill", "length", "seed"],
            [" ", ""],
            ["CKR_OK", "0x5", "5s", "+1", "-9", "after", ""],

            ["", " after", ";", "; seed 4", "; any#1 remove", "\0", "\t", "가", "\uD800"],
        ];
        Random random = new(20240501);
        int plans = 0;
        for (int i = 0; i < 200_000; i++)
        {
            string text = string.Concat(places.Select(place =>
            {
                string[] pieces = random.Next(10) == 0 ? places[random.Next(places.Length)] : place;
                return pieces[random.Next(pieces.Length)];
            }));
            try
            {
                FaultPlan plan = FaultPlan.Parse(text);
                Assert.Equal(plan.Rules, FaultPlan.Parse(plan.ToString()).Rules);
                plans += plan.Rules.Count > 0 ? 1 : 0;
            }
            catch (FormatException e)
            {
                Assert.Matches("^(Position |[0-9]+번째)", e.Message);
            }
        }

        Assert.InRange(plans, 1_000, 199_000);
    }
}
