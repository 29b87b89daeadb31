using System.Text;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator;

namespace BioToken.Reliability.Tests.PowerCuts;

/// <summary>A token that is reset, by its manufacturer and by the security officer: all of its objects are erased, or none.</summary>
internal sealed class ResetScenario : TokenScenario
{
    protected override void PrepareTokens()
    {
        base.PrepareTokens();
        for (int i = 0; i < 4; i++)
            Create();
    }

    protected override void RunOperations()
    {
        Do(() => Simulator.Reset(Serial, SimulatedReset.Counters));
        Do(() => Simulator.Reset(Serial, SimulatedReset.Factory));
        Do(Create);
        Do(Create);
        Expect(CKR.OK, Module.Sessions.CloseAllSessions(0));
        Do(InitToken, between: OfficerTrySpent);
        OpenSession();
        Do(Create);
    }

    private static IEnumerable<StoreView> OfficerTrySpent(StoreView before, StoreView after)
        => [before.With(state => state with { OfficerPin = state.OfficerPin with { TriesLeft = state.OfficerPin.TriesLeft - 1 } })];

    private void Create()
    {
        using AttributeTemplate template = new AttributeTemplate(2048).Add(CKO.DATA).Add(CKA.TOKEN, true).Add(CKA.LABEL, "erased")
            .Add(CKA.VALUE, new byte[900]);
        Expect(CKR.OK, Module.CreateObject(Session, template, out _));
    }

    private void InitToken() => Expect(
        CKR.OK, Module.Administration.InitToken(0, Encoding.UTF8.GetBytes(SimulatedTokenOptions.FactoryPin), isOnDevice: false, "anew"u8));
}
