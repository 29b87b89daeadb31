using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Simulator;
using BioToken.Tests.Contract;

namespace BioToken.Tests.Writing;

/// <summary>
/// Each call costs milliseconds on a real token: the numbers of calls are checked exactly, and do not depend on the machine.
/// </summary>
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

        Assert.Equal((9, 39, 7), (read, replace, sign));
    }

    [Fact]
    public async Task Calls_of_a_program_that_replaces_a_pair_stay_as_many_from_the_list_of_tokens_to_the_end()
    {
        using TokenSimulator simulator = TokenSimulator.InMemory();
        simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic", Pin = ContractToken.Pin });
        HookedModule module = new(new SimulatedTokenModule(simulator));
        BioTokenOptions options = new() { IncludeVendorModules = false, Modules = { module }, JournalDirectory = TestJournal.Directory };
        using NpkiIdentity first = TestIdentities.New(keyManagement: false);
        using NpkiIdentity second = TestIdentities.New(keyManagement: false);
        await using (BioTokenProvider writer = new(options))
        await using (IBioToken written = await writer.OpenAsync((await writer.ListAsync(Cancel))[0], Cancel))
        {
            await ContractToken.AuthenticateAsync(written);
            await written.WriteAsync(first, ContractToken.Writing, cancellationToken: Cancel);
        }

        BioTokenProvider provider = new(options);
        IBioToken? token = null;
        IReadOnlyList<TokenIdentity> identities = [];
        int[] calls =
        [
            await CountAsync(module, async () => token = await provider.OpenAsync((await provider.ListAsync(Cancel))[0], Cancel)),
            await CountAsync(module, () => ContractToken.AuthenticateAsync(token!)),
            await CountAsync(module, async () => identities = await token!.GetIdentitiesAsync(Cancel)),
            await CountAsync(module, () => token!.ReplaceAsync(identities[0], second, ContractToken.Writing, cancellationToken: Cancel)),
            await CountAsync(module, async () =>
            {
                await token!.DisposeAsync();
                await provider.DisposeAsync();
            }),
        ];

        Assert.Equal([3, 3, 9, 40, 2], calls);
    }

    private static async Task<int> CountAsync(HookedModule module, Func<Task> operation)
    {
        int before = module.Calls.Count;
        await operation();
        return module.Calls.Count - before;
    }
}
