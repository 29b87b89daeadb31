using BioToken;
using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Tokens;

namespace SharedToken;

/// <summary>
/// The token of a server: opened and logged in to once, by a person, and shared by all requests. PKCS#11 has one login per process and
/// token, so a request must not open the token and log in by itself. Calls are queued on the module's own thread; no other locking is
/// needed.
/// </summary>
internal sealed class SigningService(IBioTokenProvider provider, string serialNumber) : IAsyncDisposable
{
    private readonly SemaphoreSlim _login = new(1);
    private volatile IBioToken? _token;

    /// <summary>Opens the token and logs in. The PIN comes from a person each time: it is never stored, and never sent twice.</summary>
    public async Task LoginAsync(Pin pin, IProgress<FingerprintPrompt>? prompts, CancellationToken ct)
    {
        await _login.WaitAsync(ct);
        try
        {
            if (_token is { State: BioTokenState.Authenticated })
                return;
            if (_token is { } old)
                await old.DisposeAsync();
            _token = null;
            BioTokenInfo info = (await provider.ListAsync(ct)).Single(t => t.SerialNumber == serialNumber);
            IBioToken token = await provider.OpenAsync(info, ct);
            try
            {
                await token.AuthenticateAsync(pin, prompts, ct);
                _token = token;
            }
            catch
            {
                await token.DisposeAsync();
                throw;
            }
        }
        finally
        {
            _login.Release();
        }
    }

    /// <summary>
    /// Signs for one request, which waits only for its turn. If it is canceled before its turn, it never reaches the token.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// Nobody has logged in, or a new login is required (token unplugged, module stopped, login lost): notify the operator.
    /// </exception>
    public async Task<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken ct)
    {
        IBioToken token = _token is { State: BioTokenState.Authenticated } open
            ? open
            : throw new InvalidOperationException("The token is not logged in. Ask the operator to log in.");
        try
        {
            return await token.SignAsync(data, cancellationToken: ct);
        }
        catch (BioTokenException e) when (e.Reason is BioTokenError.TokenRemoved or BioTokenError.ModuleStopped or BioTokenError.LoginLost)
        {
            throw new InvalidOperationException("The token has to be logged in to again. Ask the operator to do so.", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_token is { } token)
            await token.DisposeAsync();
        _login.Dispose();
    }
}
