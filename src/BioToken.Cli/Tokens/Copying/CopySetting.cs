using BioToken.Cli.Hosting;
using BioToken.Cli.Secrets;
using BioToken.Npki.Identities;

namespace BioToken.Cli.Tokens.Copying;

/// <summary>The inputs of a copy: the certificate, opened from its folder, the token, and the secrets.</summary>
internal sealed class CopySetting : IAsyncDisposable
{
    private CopySetting(SecretReader secrets, NpkiIdentity identity, TokenConnection connection, IBioToken token)
    {
        Secrets = secrets;
        Identity = identity;
        Connection = connection;
        Token = token;
    }

    public SecretReader Secrets { get; }

    public NpkiIdentity Identity { get; }

    public TokenConnection Connection { get; }

    public IBioToken Token { get; }

    /// <summary>Opens and checks the files, then the token; sends nothing to it.</summary>
    /// <param name="host">The services that commands share.</param>
    /// <param name="request">The request as typed.</param>
    /// <param name="refuses">False to also open a certificate that may not be written; the plan contains the reason.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public static async Task<CopySetting> OpenAsync(CliHost host, CopyRequest request, bool refuses, CancellationToken cancellationToken)
    {
        NpkiFolder folder = NpkiFolder.Read(request.Folder);
        if (folder.Problem is { } problem)
            throw problem;
        if (refuses)
            CertificateChecks.Dates(folder, request.Allowed, host.Time);
        SecretReader secrets = SecretReader.Prepare(host.Terminal, request.Password, request.Access.Pin);
        NpkiIdentity? identity = null;
        TokenConnection? connection = null;
        try
        {
            connection = new TokenConnection(host, request.Access.Source, request.Access.Options);
            if (refuses)
                await connection.RequireJournalAsync(cancellationToken);
            identity = await secrets.OpenAsync(
                request.Password, password => NpkiIdentity.Open(folder, password.Text), cancellationToken);
            secrets.Forget(request.Password);
            IBioToken token = await connection.OpenAsync(cancellationToken);
            if (refuses)
                CertificateChecks.Authority(identity.Certificate, request.Allowed, token.Info);
            return new CopySetting(secrets, identity, connection, token);
        }
        catch
        {
            if (connection is not null)
                await connection.DisposeAsync();
            identity?.Dispose();
            secrets.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        Identity.Dispose();
        Secrets.Dispose();
    }
}
