using BioToken.Cli.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Writing;
using BioToken.Writing.Plans;

namespace BioToken.Cli.Tokens.Copying;

/// <summary>The changes of a copy.</summary>
internal sealed record CopyPlan
{
    private CopyPlan()
    {
    }

    /// <summary>The certificate that will be erased; null if none.</summary>
    public TokenIdentity? Old { get; private init; }

    /// <summary>An identical certificate is already on the token: <see cref="Old"/>.</summary>
    public bool IsSame { get; private init; }

    /// <summary>A certificate to erase that can be seen only after login; null if there is none.</summary>
    public OldCertificate? Hidden { get; private init; }

    /// <summary>Other certificates of the same holder, that stay.</summary>
    public IReadOnlyList<TokenIdentity> SameHolder { get; private init; } = [];

    /// <summary>Plans a copy.</summary>
    /// <param name="identity">The objects to write.</param>
    /// <param name="onToken">The visible objects.</param>
    /// <param name="named">The certificate to erase; null if none was named.</param>
    /// <param name="refuses">False to also plan a certificate that the library rejects; the plan contains the reason.</param>
    public static CopyPlan Make(NpkiIdentity identity, IReadOnlyList<TokenIdentity> onToken, OldCertificate? named, bool refuses = true)
    {
        TokenIdentity? same = onToken.FirstOrDefault(known => known.Certificate.IsSameAs(identity.Certificate));
        // Some tokens show certificates only after login and then look empty.
        bool mayBeHidden = named is not null && onToken.Count == 0;
        TokenIdentity? old = named is null || mayBeHidden ? same : named.Require(onToken);
        if (refuses && same is not null && old != same)
            throw CliException.Of(ExitCode.AlreadyOnToken, "AlreadyOnToken", same.SerialNumber);
        return new CopyPlan
        {
            Old = old,
            IsSame = same is not null && old == same,
            Hidden = mayBeHidden ? named : null,
            SameHolder = [.. onToken.Where(known => known != old && IsSameHolder(known, identity))],
        };
    }

    /// <summary>The library's plan.</summary>
    public Task<WritePlan> MakePlanAsync(IBioToken token, NpkiIdentity identity, WriteOptions allowed, CancellationToken cancellationToken)
        => Old is null
        ? token.PlanWriteAsync(identity, allowed, cancellationToken)
        : token.PlanReplaceAsync(Old, identity, allowed, cancellationToken);

    /// <summary>The plan with another certificate to erase.</summary>
    public CopyPlan Replacing(TokenIdentity old)
        => this with { Old = old, Hidden = null, SameHolder = [.. SameHolder.Where(known => known != old)] };

    // The case of a name's parts differs between issues of the same authority.
    private static bool IsSameHolder(TokenIdentity known, NpkiIdentity identity)
        => string.Equals(known.Certificate.Subject, identity.Certificate.Subject, StringComparison.OrdinalIgnoreCase);
}
