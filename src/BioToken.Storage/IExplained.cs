namespace BioToken.Storage;

/// <summary>An exception whose message is written for people, in their language.</summary>
internal interface IExplained;
