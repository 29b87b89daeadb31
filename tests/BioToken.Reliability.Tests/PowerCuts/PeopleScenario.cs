namespace BioToken.Reliability.Tests.PowerCuts;

/// <summary>The actions of people on a token: they enroll, touch, remove it, insert it, and set a touch script.</summary>
internal sealed class PeopleScenario : TokenScenario
{
    protected override void RunOperations()
    {
        string serial = Serial;
        Do(() => Simulator.EnrollFinger(serial, 7));
        Do(() => Simulator.SetScript(serial, "wrong*3, slow 5s right"));
        Do(() => Simulator.Touch(serial, 7));
        Do(() => Simulator.Remove(serial));
        Do(() => Simulator.Insert(serial));
    }
}
