using System.Text;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.State;

namespace BioToken.Reliability.Tests.PowerCuts;

/// <summary>Right and wrong PINs, changed PINs, and a PIN that becomes locked. A used attempt is restored only by the right PIN.</summary>
internal sealed class PinScenario : TokenScenario
{
    protected override void RunOperations()
    {
        Do(() => Login("00001111", expected: CKR.PIN_INCORRECT));
        Do(() => Login("00002222", expected: CKR.PIN_INCORRECT));
        Do(() => Login(), between: UserTrySpent);
        Do(
            () => Expect(CKR.OK, Module.Administration.SetPin(Session, Encode(Pin), Encode(NewPin), isOnDevice: false)),
            between: UserTrySpent);
        Do(() => Expect(CKR.OK, Module.Logout(Session)));
        Do(() => Login("00003333", CKU.SO, CKR.PIN_INCORRECT));
        Do(() => Login(OfficerPin, CKU.SO), between: (before, _) => [before.With(OfficerTrySpent)]);
        Do(() => Expect(CKR.OK, Module.Administration.InitPin(Session, Encode(Pin), isOnDevice: false)));
        Do(() => Expect(CKR.OK, Module.Logout(Session)));
        for (int i = 0; i < 5; i++)
            Do(() => Login("00004444", expected: CKR.PIN_INCORRECT));
        Do(() => Login(expected: CKR.PIN_LOCKED));
    }

    private static byte[] Encode(string pin) => Encoding.UTF8.GetBytes(pin);

    private static StoreView[] UserTrySpent(StoreView before, StoreView after)
        => [before.With(state => state with { UserPin = state.UserPin with { TriesLeft = state.UserPin.TriesLeft - 1 } })];

    private static TokenState OfficerTrySpent(TokenState state)
        => state with { OfficerPin = state.OfficerPin with { TriesLeft = state.OfficerPin.TriesLeft - 1 } };
}
