namespace BioToken.Tests;

/// <summary>
/// Blocks a function of a <see cref="HookedModule"/> inside the module, like a device that waits for a finger, until the test releases it.
/// </summary>
internal sealed class GatedCall : IDisposable
{
    // Far longer than a caller may be blocked: a test that takes this long has failed.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly ManualResetEventSlim _inside = new();
    private readonly ManualResetEventSlim _open = new();

    public GatedCall(HookedModule module, string function) => module.Before = called =>
    {
        if (called == function)
        {
            _inside.Set();
            _open.Wait(Longest);
        }

        return null;
    };

    public void WaitUntilInside() => Assert.True(_inside.Wait(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));

    public void Open() => _open.Set();

    public void Dispose() => _open.Set();
}
