using BioToken.Identities;

namespace BioToken.Tests.Concurrency;

/// <summary>Sixteen tasks make random calls to one provider concurrently for 15 seconds.</summary>
[Collection(Alone.Name)]
public sealed class ProviderConcurrencyTests
{
    private const int Tasks = 16;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sixteen_tasks_get_right_results_and_the_module_sees_one_thread_at_a_time()
    {
        Unobserved unobserved = new();
        using HookedToken fixture = new("generic", tokens: 3);
        await using (BioTokenProvider provider = fixture.NewProvider())
        {
            await using IBioToken shared = await HookedToken.OpenAuthenticatedAsync(provider);
            TokenIdentity identity = await HookedToken.WriteIdentityAsync(shared);
            ConcurrentUse use = new(fixture, provider, shared, identity, TimeSpan.FromSeconds(Effort.Of(15, 300)));

            await Task.WhenAll(Enumerable.Range(0, Tasks).Select(task => use.RunAsync(new Random(Effort.Seed + task), Token)));

            Assert.True(use.Counts.Values.All(count => count > 0), $"Something never succeeded: {use} (seed {Effort.Seed}).");
            Assert.Equal(1, fixture.Module.Threads);
            Assert.Equal(1, fixture.Module.MostInside);
            Assert.Single(await shared.GetIdentitiesAsync(Token));
        }

        Assert.Equal(fixture.Module.Starts, fixture.Module.Stops);
        Assert.Empty(unobserved.Collect());
    }
}
