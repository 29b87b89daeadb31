using System.Text;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator;
using BioToken.Simulator.Cryptoki;

namespace BioToken.Reliability.Tests.PowerCuts;

/// <summary>
/// Operations on a simulated token. After a cut, the directory has the contents after the last acknowledged operation, the contents after
/// the next operation, or those of a known intermediate state of that operation.
/// </summary>
internal abstract class TokenScenario : PowerCutScenario
{
    protected const string Pin = "12345678";
    protected const string OfficerPin = "87654321";
    protected const string NewPin = "24681357";

    private const string Home = "/home";
    private const string Tokens = Home + "/share/tokens";

    // One cut in this many also tests whether the store can still be written, and keeps the new data.
    private const int CutsPerTrial = 50;

    // The contents allowed after a cut, by the number of operations that were acknowledged before it.
    private readonly List<HashSet<StoreView>> _allowed = [];
    private SimulatedDisk _disk = new();
    private StoreView _now = new([]);

    protected TokenSimulator Simulator { get; private set; } = null!;

    protected SimulatedCryptoki Module { get; private set; } = null!;

    protected nuint Session { get; private set; }

    protected string Serial => Simulator.Tokens.Single().SerialNumber;

    public sealed override void Check(SimulatedDisk disk, int acknowledged, Random random)
    {
        StoreView found = StoreView.Read(disk, Tokens);
        Require(_allowed[acknowledged].Contains(found), $"found {found}, not one of {string.Join(" or ", _allowed[acknowledged])}");
        if (random.Next(CutsPerTrial) == 0)
            TryOut(disk, found, random);
    }

    protected sealed override void Prepare(SimulatedDisk disk)
    {
        _disk = disk;
        disk.CreateDirectory(Home);
        Simulator = TokenSimulator.Open(disk, Tokens);
        PrepareTokens();
    }

    protected sealed override void Run(SimulatedDisk disk)
    {
        _now = StoreView.Read(disk, Tokens);
        _allowed.Add([_now]);
        RunOperations();
        Simulator.Dispose();
    }

    protected virtual void PrepareTokens()
    {
        Simulator.CreateToken(new() { Vendor = "generic", Label = "cut", Pin = Pin, SoPin = OfficerPin });
        Module = Simulator.CreateCryptoki();
        Module.Initialize();
        OpenSession();
    }

    protected abstract void RunOperations();

    protected void OpenSession()
    {
        Expect(CKR.OK, Module.OpenSession(0, SessionFlags.ReadWrite, out nuint session));
        Session = session;
    }

    protected void Login(string pin = Pin, CKU user = CKU.USER, CKR expected = CKR.OK)
        => Expect(expected, Module.Login(Session, user, Encoding.UTF8.GetBytes(pin)));

    protected static void Expect(CKR expected, CKR rv) => Assert.Equal(expected, rv);

    /// <summary>Performs one operation and acknowledges it.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="between">Returns the operation's known intermediate states, from the states before and after; null for none.</param>
    protected void Do(Action operation, Func<StoreView, StoreView, IEnumerable<StoreView>>? between = null)
    {
        int first = _disk.Moments.Count;
        StoreView before = _now;
        operation();
        _now = StoreView.Read(_disk, Tokens);
        HashSet<StoreView> allowed = _allowed[^1];
        allowed.Add(_now);
        allowed.UnionWith(between?.Invoke(before, _now) ?? []);

        // A killed process leaves the state that others see at that moment, so that state must be allowed too.
        foreach (DiskMoment moment in _disk.Moments.Skip(first))
            Assert.Contains(StoreView.Read(new SimulatedDisk(moment.State), Tokens), allowed);
        _disk.Acknowledge();
        _allowed.Add([_now]);
    }

    /// <summary>Continues with the contents that a cut left, and cuts the power again during that.</summary>
    private static void TryOut(SimulatedDisk disk, StoreView found, Random random)
    {
        if (found.Tokens is not [.., { } last])
            return;
        using (TokenSimulator simulator = TokenSimulator.Open(disk, Tokens))
            simulator.EnrollFinger(last.State.Serial, finger: 99);
        StoreView enrolled = new([.. found.Tokens.SkipLast(1), last.With(state => state with { Fingers = [.. state.Fingers, 99] })]);
        Require(StoreView.Read(disk, Tokens).Equals(enrolled), "what was left cannot be worked on");
        DiskMoment moment = disk.Moments[random.Next(disk.Moments.Count)];
        StoreView again = StoreView.Read(new SimulatedDisk(moment.State.After(new PowerCut(random))), Tokens);
        Require(again.Equals(found) || again.Equals(enrolled), $"a second cut leaves {again} of {found}");
    }
}
