namespace BioToken.Writing.Journal;

/// <summary>
/// How well a token goes with the journal of an interrupted write, where makers give the same number to several tokens. In rising order.
/// </summary>
internal enum JournalFit
{
    /// <summary>It is a journal of another token.</summary>
    Foreign,

    /// <summary>
    /// The token holds something of that write, and certificates that it knows nothing of: another program may have changed it.
    /// </summary>
    Changed,

    /// <summary>The token shows no certificate without a login: it cannot be told yet.</summary>
    Unseen,

    /// <summary>The token holds what that write may have left.</summary>
    Fits,
}
