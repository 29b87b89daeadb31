namespace BioToken.Writing.Journal;

/// <summary>
/// How well a token fits the journal of an interrupted write, since several tokens may have the same number. In ascending order.
/// </summary>
internal enum JournalFit
{
    /// <summary>It is a journal of another token.</summary>
    Foreign,

    /// <summary>The token holds objects of that write and certificates unknown to it: another program may have changed the token.</summary>
    Changed,

    /// <summary>The token shows no certificate without a login: not yet known.</summary>
    Unseen,

    /// <summary>The token's contents are a possible result of that write.</summary>
    Fits,
}
