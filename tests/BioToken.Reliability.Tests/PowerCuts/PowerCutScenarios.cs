using BioToken.Reliability.Tests.Faults;

namespace BioToken.Reliability.Tests.PowerCuts;

/// <summary>All scenarios by name. A new one requires a line here and a class.</summary>
internal static class PowerCutScenarios
{
    private static readonly Dictionary<string, Func<PowerCutScenario>> Factories = new(StringComparer.Ordinal)
    {
        ["creating tokens"] = () => new CreatingTokensScenario(),
        ["PINs"] = () => new PinScenario(),
        ["objects"] = () => new ObjectScenario(),
        ["resets"] = () => new ResetScenario(),
        ["people"] = () => new PeopleScenario(),
        ["NPKI folder"] = () => new NpkiFolderScenario(),
        ["writing"] = () => new JournalScenario(Work.Write),
        ["replacing"] = () => new JournalScenario(Work.Replace),
        ["replacing in place"] = () => new JournalScenario(Work.ReplaceInPlace),
        ["replacing by the same"] = () => new JournalScenario(Work.ReplaceBySame),
        ["erasing"] = () => new JournalScenario(Work.Erase),
        ["password change"] = () => new PasswordChangeScenario(),
    };

    public static TheoryData<string> Names => [.. Factories.Keys];

    public static int Count => Factories.Count;

    public static PowerCutScenario New(string name) => Factories[name]();
}
