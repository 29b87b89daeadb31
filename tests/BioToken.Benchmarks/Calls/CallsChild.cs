using BioToken.Authentication;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Simulator.Issuing;
using BioToken.Writing;

namespace BioToken.Benchmarks;

/// <summary>
/// The child process that the benchmark of calls starts: one operation through the library, from list to dispose. It is a separate process
/// because SoftHSM2 and pkcs11-spy read their settings from the environment.
/// </summary>
internal static class CallsChild
{
    private static readonly WriteOptions Writing = new() { AllowTestAuthority = true };

    /// <summary>Runs one operation; throws the exception that stops it.</summary>
    /// <param name="task">The operation and the path of the module.</param>
    public static async Task RunAsync(string[] task)
    {
        (string operation, string module) = (task[0], task[1]);
        // Created first: otherwise the list would become stale in the meantime and be read again.
        using NpkiIdentity? identity = operation is "write" or "replace" ? NewIdentity() : null;
        await using BioTokenProvider provider = BioTokenProvider.ForModule(module);
        // Not disposed separately: disposing the provider also disposes the token, as in the command-line tool.
        IBioToken token = await provider.OpenAsync((await provider.ListAsync()).Single());
        if (operation != "list")
            await LoginAsync(token);
        switch (operation)
        {
            case "list":
                if (await token.GetIdentitiesAsync() is not [_])
                    throw new BenchmarkException("The token should hold one identity.");
                break;
            case "sign":
                await token.SignAsync("benchmark"u8.ToArray());
                break;
            case "write":
                await token.WriteAsync(identity!, Writing);
                break;
            case "replace":
                TokenIdentity old = (await token.GetIdentitiesAsync()).Single();
                await token.ReplaceAsync(old, identity!, Writing);
                break;
            default:
                throw new ArgumentException($"There is no operation '{operation}'.", nameof(task));
        }
    }

    private static async Task LoginAsync(IBioToken token)
    {
        using Pin pin = Pin.FromText(SpiedToken.Pin);
        await token.LoginAsync(pin);
    }

    /// <summary>Creates one pair: private key, public key, R and certificate.</summary>
    private static NpkiIdentity NewIdentity()
    {
        using SimulatedAuthority authority = new();
        return authority.Issue(new SimulatedIdentityOptions { HasKeyManagementPair = false });
    }
}
