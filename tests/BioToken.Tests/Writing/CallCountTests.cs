using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Simulator;
using BioToken.Tests.Contract;

namespace BioToken.Tests.Writing;

/// <summary>Each call costs milliseconds on a real token: the numbers are held exactly, and do not depend on the machine.</summary>
public sealed class CallCountTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_of_an_operation_stay_as_many_on_a_token_that_reports_its_memory()
    {
        using TokenSimulator simulator = TokenSimulator.InMemory();
        simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic", Pin = ContractToken.Pin });
        HookedModule module = new(new SimulatedTokenModule(simulator));
        await using BioTokenProvider provider = new(new BioTokenOptions
        {
            IncludeVendorModules = false,
            Modules = { module },
            JournalDirectory = TestJournal.Directory,
        });
        await using IBioToken token = await provider.OpenAsync((await provider.ListAsync(Cancel))[0], Cancel);
        await ContractToken.AuthenticateAsync(token);
        using NpkiIdentity first = TestIdentities.New(keyManagement: false);
        using NpkiIdentity second = TestIdentities.New(keyManagement: false);

        TokenIdentity old = await token.WriteAsync(first, ContractToken.Writing, cancellationToken: Cancel);
        int read = await CountAsync(module, () => token.GetIdentitiesAsync(Cancel));
        int replace = await CountAsync(module, () => token.ReplaceAsync(old, second, ContractToken.Writing, cancellationToken: Cancel));
        int sign = await CountAsync(module, () => token.SignAsync(new byte[] { 1 }, cancellationToken: Cancel));

        Assert.Equal((8, 38, 7), (read, replace, sign));
    }

    private static async Task<int> CountAsync(HookedModule module, Func<Task> operation)
    {
        int before = module.Calls.Count;
        await operation();
        return module.Calls.Count - before;
    }
}
