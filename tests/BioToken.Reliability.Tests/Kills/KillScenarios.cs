namespace BioToken.Reliability.Tests;

/// <summary>The commands that write.</summary>
internal static class KillScenarios
{
    private static readonly string OldSerial = KillIdentities.Old.Certificate.SerialNumber;

    public static TokenScenario Copy(string vendor) => new()
    {
        Title = "copy",
        Vendor = vendor,
        OnToken = [KillIdentities.Other],
        Always = [KillIdentities.Other],
        Words = place => CopyWords(place),
    };

    public static TokenScenario Replace(string vendor) => new()
    {
        Title = "copy --replace",
        Vendor = vendor,
        OnToken = [KillIdentities.Other, KillIdentities.Old],
        Always = [KillIdentities.Other],
        OneOf = [KillIdentities.Old, KillIdentities.New],
        Words = place => CopyWords(place, "--replace", OldSerial),
    };

    public static TokenScenario Erase(string vendor) => new()
    {
        Title = "erase",
        Vendor = vendor,
        OnToken = [KillIdentities.Other, KillIdentities.Old],
        Always = [KillIdentities.Other],
        Words = place => ["erase", OldSerial, "--yes"],
    };

    private static string[] CopyWords(KillPlace place, params string[] more)
        => ["copy", place.SourceFolder, "--password-file", place.PasswordFile, "--yes", .. more];
}
