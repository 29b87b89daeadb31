namespace BioToken.Reliability.Tests.PowerCuts;

/// <summary>What people do to a token: enroll, touch, pull it out, put it in, say what they will do.</summary>
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
