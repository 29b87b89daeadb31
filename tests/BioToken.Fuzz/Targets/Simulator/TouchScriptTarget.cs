using BioToken.Simulator.People;

namespace BioToken.Fuzz;

/// <summary>Touch scripts: <c>sim script</c>, and the states of tokens.</summary>
internal sealed class TouchScriptTarget : FuzzTarget
{
    private const int MaxSteps = 10_000;

    public override IReadOnlyList<string> Words =>
        ["right", "wrong", "wet", "walk-away", "cancel", "wait", "remove", "slow", "*", ",", " ", "ms", "s", "m", "1h", "1000", "10000", "\u3000", "*1000,"];

    public override IEnumerable<byte[]> MakeSeeds()
        => [Utf8("wrong*2, slow 800ms right"), Utf8("wet,walk-away , cancel"), Utf8("slow 1m wait*1000"), Utf8(""), Utf16("remove*3")];

    public override bool IsDeclared(Exception e) => e is FormatException { Message.Length: > 0 };

    public override void Read(byte[] input)
    {
        TouchScript script = TouchScript.Parse(TextOf(input));
        Require(script.Length <= MaxSteps, "a script has an end");
        for (int i = 0; i <= script.Length; i++)
        {
            TouchStep step = script[i];
            Require(Enum.IsDefined(step.Kind) && step.Delay >= TimeSpan.Zero && step.Delay <= TimeSpan.FromHours(1), "a step is one");
        }
    }
}
