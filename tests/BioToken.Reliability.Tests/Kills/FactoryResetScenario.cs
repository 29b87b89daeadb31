using BioToken.Pkcs11.Constants;
using BioToken.Simulator;
using BioToken.Simulator.Cryptoki;

namespace BioToken.Reliability.Tests;

/// <summary>
/// <c>sim reset --factory</c>: erases everything intentionally, in one step. The token never holds only some of its objects.
/// </summary>
internal sealed class FactoryResetScenario(string vendor) : KillScenario
{
    private TokenLook? _before;

    public override string Name => $"sim reset --factory on {vendor}";

    public override async Task PrepareAsync(KillPlace place)
    {
        await KillToken.CreateAsync(place, vendor, [KillIdentities.Other, KillIdentities.Old]);
        _before = await TokenLook.ReadAsync(place);
    }

    public override ToolRun Command(KillPlace place) => BiotokenCommand.Run(Arguments(place));

    public override Task LearnAsync(KillPlace place)
    {
        CheckErased(place);
        return Task.CompletedTask;
    }

    public override async Task CheckAsync(KillPlace place)
    {
        int objects;
        using (TokenSimulator simulator = TokenLook.OpenSimulator(place))
            objects = simulator.Tokens.Single().Objects.Count;
        if (objects > 0)
        {
            TokenLook look = await TokenLook.ReadAsync(place);
            KillException.Unless(look.IsSameAs(_before!), $"There was {_before}; now there is {look}");
        }
        else
        {
            CheckErased(place);
        }

        await BiotokenCommand.SucceedAsync(Arguments(place));
        CheckErased(place);
        KillException.Unless(
            !Directory.EnumerateFiles(place.Tokens, "*.obj", SearchOption.AllDirectories).Any(), "Files of erased objects are left.");
    }

    private static string[] Arguments(KillPlace place) => ["sim", "reset", place.Tokens, "--factory"];

    private static void CheckErased(KillPlace place)
    {
        using TokenSimulator simulator = TokenLook.OpenSimulator(place);
        SimulatedToken token = simulator.Tokens.Single();
        KillException.Unless(token.Objects.Count == 0, $"{token.Objects.Count} objects are left.");
        using SimulatedCryptoki cryptoki = simulator.CreateCryptoki();
        cryptoki.Initialize();
        cryptoki.OpenSession((nuint)token.Slot, SessionFlags.ReadWrite, out nuint session);
        CKR rv = cryptoki.Login(session, CKU.SO, System.Text.Encoding.UTF8.GetBytes(SimulatedTokenOptions.FactoryPin));
        KillException.Unless(rv == CKR.OK, $"The factory's PIN is answered by {rv}.");
    }
}
