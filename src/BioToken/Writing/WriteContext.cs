using BioToken.Npki;
using BioToken.Pkcs11;

namespace BioToken;

/// <summary>What a write needs of the token it runs on.</summary>
/// <param name="Cryptoki">The module.</param>
/// <param name="Session">The session.</param>
/// <param name="Vendor">The profile.</param>
/// <param name="Inventory">Reads what is on the token.</param>
/// <param name="Journal">The token's journal.</param>
/// <param name="Prove">
/// Lets the key of a handle prove that it is a certificate's, and tells how it did. The last argument calls a listener, and keeps back what it throws where
/// nothing may stop the write.
/// </param>
/// <param name="Report">Reports a stage.</param>
/// <param name="ReportKey">Reports a key that was verified.</param>
/// <param name="JournalFailed">Receives the failure of a last record that could not be written, when all else is done.</param>
/// <param name="CancellationToken">Honored until the first object is erased.</param>
internal sealed record WriteContext(
    ICryptoki Cryptoki,
    nuint Session,
    VendorProfile Vendor,
    TokenInventory Inventory,
    TokenJournal Journal,
    Func<nuint, NpkiCertificate, Action<Action>, KeyVerification> Prove,
    Action<WriteStage, int, int> Report,
    Action<VerifiedKey> ReportKey,
    Action<BioTokenException> JournalFailed,
    CancellationToken CancellationToken);
