using BioToken.Pkcs11;
using BioToken.Sessions;
using BioToken.Writing.Journal;

namespace BioToken.Writing.Steps;

/// <summary>The context of a write's steps; on the module's thread.</summary>
/// <param name="Session">The token.</param>
/// <param name="Journal">The token's journal, held for writing.</param>
/// <param name="Verifier">Verifies private keys.</param>
/// <param name="Reporter">Reports stages, keys and prompts.</param>
/// <param name="CancellationToken">Honored until the first object is erased.</param>
internal sealed record WriteContext(
    TokenSession Session, TokenJournal Journal, KeyVerifier Verifier, WriteReporter Reporter, CancellationToken CancellationToken)
{
    /// <param name="session">The token.</param>
    /// <param name="journal">The token's journal, held for writing.</param>
    /// <param name="verifier">Verifies private keys.</param>
    /// <param name="certificate">Serial number of the certificate that is written, or else erased.</param>
    /// <param name="call">The caller's listeners and token.</param>
    public WriteContext(TokenSession session, TokenJournal journal, KeyVerifier verifier, string certificate, in WriteCall call)
        : this(session, journal, verifier, new WriteReporter(session, certificate, call.Progress, call.Prompts), call.CancellationToken)
    {
    }

    /// <summary>The module's calls.</summary>
    public ICryptoki Cryptoki => Session.Cryptoki;

    /// <summary>Short name of the profile, for errors.</summary>
    public string Vendor => Session.Vendor;
}
